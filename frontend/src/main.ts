// Every page: htmx and the small behaviours, one module each.
import { startCheckButtons } from "./check_buttons";
import { startClocks } from "./clock";
import { startConfirmForms } from "./confirm_forms";
import { startCopyButtons } from "./copy_buttons";
import { startDialogs } from "./dialogs";
import { startDropzones } from "./dropzone";
import { startKeptForms } from "./kept_forms";
import { startKeys } from "./keys";
import { startLocalDates } from "./local_dates";
import { startHtmx } from "./pages_over_htmx";
import { startPrintButtons } from "./print_buttons";
import { startSortableLists } from "./sortable_lists";
import { startSubmitOnChange } from "./submit_on_change";
import { startTheme } from "./theme";
import { startTimeZones } from "./time_zone";
import { startToasts } from "./toast";

startHtmx(); // first: htmx reads its settings when the document is ready
startTheme();
startToasts();
startDialogs();
startConfirmForms();
startKeys();
startKeptForms();
startTimeZones();
startDropzones();
startSortableLists();
startLocalDates();
startCopyButtons();
startSubmitOnChange();
startPrintButtons();
startClocks();
startCheckButtons();
