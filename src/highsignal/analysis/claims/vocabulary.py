"""The words of change and of measure, as data: which way they point and what they leave open."""

from __future__ import annotations

from enum import StrEnum

from highsignal.analysis.claims.wordlists import words


class Sense(StrEnum):
    """What a word of change says: up, down, better (the metric tells which way), no change, a bare move."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"
    WORSE = "worse"
    FASTER = "faster"
    FLAT = "flat"
    MOVE = "move"


def _words(sense: Sense, text: str) -> dict[str, Sense]:
    return dict.fromkeys(text.split(), sense)


VERBS: dict[str, Sense] = (
    _words(
        Sense.DOWN,
        """
            reduce reduces reduced reducing decrease decreases decreased decreasing cut cuts cutting
            lower lowers lowered lowering drop drops dropped dropping shrink shrinks shrank shrunk
            shrinking slash slashes slashed slashing trim trims trimmed trimming minimize minimizes
            minimized minimizing minimise minimised minimising save saves saved saving eliminate
            eliminates eliminated eliminating fall falls fell fallen falling decline declines
            declined declining shorten shortens shortened shortening diminish diminished diminishing
            halve halves halved halving shave shaves shaved shaving curb curbed curbing lessen
            lessened lessening deflect deflected compress compressed compressing mitigate mitigated
            mitigating remove removed removing plummet plummeted plunged sank dipped tumbled lost
            lose loses losing cheapen avoid avoided avoiding avert averted alleviate alleviated
            alleviating downsize downsized downsizing strip stripped stripping collapse collapsed
            collapsing
            """,
    )
    | _words(
        Sense.UP,
        """
            increase increases increased increasing raise raises raised raising boost boosts boosted
            boosting grow grows grew grown growing lift lifts lifted lifting rise rises rose risen
            rising gain gains gained gaining expand expands expanded expanding double doubles
            doubled doubling triple triples tripled tripling scale scales scaled scaling climb
            climbs climbed climbing jump jumps jumped jumping elevate elevates elevated elevating
            amplify amplified amplifying surge surged surging multiply multiplied multiplying
            maximize maximized maximizing maximise maximised exceed exceeds exceeded exceeding
            outperform outperformed outperforming outperforms beat beating surpass surpassed
            surpassing soar soared soaring skyrocketed spiked spiking upsized extend extended
            extending heighten heightened uplift uplifted uplifting
            """,
    )
    | _words(
        Sense.BETTER,
        """
            improve improves improved improving enhance enhances enhanced enhancing optimize
            optimizes optimized optimizing optimise optimises optimised optimising streamline
            streamlines streamlined streamlining better bettered strengthen strengthened
            strengthening refine refined refining tune tuned
            """,
    )
    | _words(
        Sense.FASTER,
        """
            accelerate accelerates accelerated accelerating speed speeds sped speeding expedite
            expedited expediting quicken quickened fastened hasten hastened
            """,
    )
    | _words(
        Sense.WORSE,
        "worsen worsened worsening degrade degraded degrades degrading regress regressed regressing slowed",
    )
    | _words(
        Sense.FLAT,
        """
            maintain maintains maintained maintaining sustain sustained sustaining preserve
            preserved preserving keep keeps kept keeping hold holds held holding stay stays stayed
            staying remain remains remained remaining
            """,
    )
    | _words(
        Sense.MOVE,
        """
            bring brings brought bringing get gets got getting take takes took taken taking went go
            goes going gone move moves moved moving drive drives drove driven driving push pushes
            pushed pushing came come comes shift shifted shifting turn turned turning pull pulled
            pulling
            """,
    )
)

NOUNS: dict[str, Sense] = (
    _words(
        Sense.DOWN,
        """
            reduction reductions decrease decreases drop drops decline declines cut cuts saving
            savings fall dip shrinkage lowering elimination loss
            """,
    )
    | _words(
        Sense.UP,
        """
            increase increases growth gain gains rise rises uplift lift boost boosts jump surge
            spike raise expansion leap bump upswing uptick upside hike increment
            """,
    )
    | _words(Sense.BETTER, "improvement improvements enhancement optimization optimisation")
    | _words(Sense.FASTER, "speedup speedups acceleration speed-up speed-ups")
    | _words(Sense.WORSE, "regression degradation slowdown")
)

COMPARATIVES: dict[str, Sense] = (
    _words(
        Sense.DOWN,
        "fewer less lower smaller cheaper shorter lighter reduced lesser decreased slimmer down saved",
    )
    | _words(
        Sense.UP,
        "more higher larger bigger greater longer increased up wider stronger deeper above",
    )
    | _words(Sense.FASTER, "faster quicker sooner earlier speedier")
    | _words(Sense.BETTER, "better improved")
    | _words(Sense.WORSE, "worse slower later")
)

# A metric that is better when it is smaller; matched against the head of the metric, then anywhere in it.
LOWER_IS_BETTER = words("""
    latency latencies time times cost costs error errors failure failures incident incidents bug
    bugs defect defects churn downtime overhead spend spending expense expenses expenditure
    expenditures complaint complaints ticket tickets backlog mttr mttd risk risks debt noise alert
    alerts attrition turnover delay delays lag bottleneck bottlenecks duration durations waste fraud
    rmse mae mse mape wer cer perplexity loss losses outage outages bloat escalation escalations
    rework crash crashes footprint bill bills p50 p90 p95 p99 p999 tat wait waits cycle cycles
    effort efforts toil price prices violations vulnerabilities staleness lead-time fpr drift
    leakage blockers response-time time-to-market time-to-production time-to-delivery time-to-deploy
    time-to-value turnaround skew abandonment bounce burn rollbacks conflicts discrepancies mistakes
    redundancy duplicates timeouts consumption memory
    """)

PREPOSITIONS = words("""
    by to from of in on at for with within across over under below above into through throughout per
    via between among against during after before until since than about around without toward
    towards as onto upon including despite beyond versus vs like besides instead amid using
    """)
DETERMINERS = words("""
    a an the its our their his her my your this that these those each every all any some both no
    overall another such what
    """)
APPROXIMATORS = words("""
    about around approximately approx approx. nearly almost roughly circa ca some ~ ≈ ∼ close
    estimated like near say
    """)
BOUNDS = words(
    "over than least most under below above more less > < ≥ ≤ >= <= beyond exceeding only just + ="
)
PRONOUNS = words("""
    i we he she they you it me us them who which that there everyone somebody nobody one ones myself
    ourselves this these those
    """)
AUXILIARIES = words("""
    is are was were be been being am has have had having do does did will would could can may might
    should must shall 's 'd 'll it's that's there's here's we're i'm they're you're we've i've
    they've we'd i'd it'd they'd let's what's who's became become becomes stands stood sat sits
    reached reaching reaches reach
    """)
CONJUNCTIONS = words("""
    and or but while whereas because so although though if when where whenever once then yet nor
    unless also plus
    """)
# Verbs that carry a quantity without changing it: behind them a bare quantity is a count or a level.
CARRIERS = words("""
    serve serves served serving support supports supported supporting handle handles handled
    handling process processes processed processing manage manages managed managing lead leads led
    leading build builds built building deliver delivers delivered delivering mentor mentored
    mentoring train trained hire hired hiring ship shipped shipping launch launched launching deploy
    deployed deploying migrate migrated migrating achieve achieves achieved achieving ensure ensures
    ensured ensuring generate generated generating secure secured securing win won use used uses
    enable enables enabled enabling write wrote written writing create created creating design
    designed designing develop developed developing implement implemented implementing provide
    provided providing cover covered covering span spans spanned spanning affect affected affecting
    impact impacted impacting make makes made making resulting results resulted cause caused yield
    yielded yielding reach reached reaching onboard onboarded onboarding integrate integrated
    integrating automate automated automating test tested fix fixed resolve resolved resolving
    review reviewed reviewing present presented run ran running host hosted hosting own owned owning
    spend spent spending need needed have has had having see saw accept accepted attract attracted
    collect collected analyze analyzed analysed label labelled labeled sell sold
    """)
# Finite forms of everyday verbs that are no nouns: behind a noun they end its phrase and begin a predicate.
FINITE = words("""
    said told asked took came went gave got meant left kept felt knew thought slept stood sat drew
    spoke bought paid sent met chose broke brought caught found heard began became flew threw showed
    made wrote ran built led won sold saw read knows know think thinks makes make take takes come comes
    go goes give gives want wants believe agree agreed disagree live lives sit say says
    used let lets put puts decide decides happened turned opened signed moved liked refused
    failed paused switched promised settled covered reported measured
    """)
# Forms that are verbs behind a plural only: "pharmacies use it", but "energy use", "cache hit ratio".
FINITE_BEHIND_PLURAL = words("use uses need needs stand hit hits made covered reported turn turned check")
# Verbs that nothing is done to: what changes is their subject.
INTRANSITIVE = words("""
    fell fall falls fallen falling dropped drops drop rose rise rises risen grew grow grows grown
    declined declines decline climbed climbs jumped jumps shrank shrunk shrinks plummeted plunged sank
    dipped tumbled surged soared spiked skyrocketed went goes gone came comes come collapsed
    """)
# What speakers put in while they look for the number.
FILLED_PAUSES = words("uh um er erm hmm like well maybe probably basically know mean think guess i you don't")
# Scores that have no unit.
SCORES = words("""
    agreement dice jaccard mcc alpha auc auroc roc-auc auprc f1 f-score kappa κ score scores bleu rouge ndcg
    nps csat mrr map rating ratings rmse mae mse iou psi ctr precision recall accuracy r2 correlation gpa
    cgpa mape wer perplexity sharpe gini ks
    """)

# Participles that stand as adjectives right behind a quantity only: "25 % improved accuracy".
PARTICIPLES = words("reduced decreased increased improved saved")
# Adjectives in -ly; any other word in -ly is an adverb.
PERIODICAL = words("daily weekly monthly quarterly yearly hourly nightly early likely friendly costly")
# Words that close no metric's name: times, frequencies and adverbs.
NOT_METRIC = words("""
    now today year years month months week weeks quarter quarters day days hour hours minute minutes
    often later ago yoy qoq mom again annum time-frame alone overall too ahead early annual prior
    there here it them whole rest basis release sprint average
    """)
