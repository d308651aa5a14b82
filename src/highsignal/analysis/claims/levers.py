"""Which business outcome a metric belongs to, by the words that name it."""

from __future__ import annotations

from highsignal.analysis.claims.wordlists import words
from highsignal.domain.claims import Direction, Lever

# Words that decide alone; the row is what a hiring manager would file the number under. Where a metric has
# words of several rows the first row wins ("cost of errors" is cost, "fraud recall" is risk).
_WORDS: tuple[tuple[Lever, str], ...] = (
    # money that comes in, and customers who buy, stay and pay
    (
        Lever.REVENUE,
        """
            revenue sales arr mrr gmv profit profits margin margins bookings upsell roi roas aov
            monetization monetisation ltv clv income earnings deal deals purchases purchase basket
            conversion conversions renewal renewals renewed retention churn gross checkout leads
            subscriptions turnover orders order cancellation cancellations
            """,
    ),
    # money that goes out
    (
        Lever.COST,
        """
            cost costs spend spending bill bills expense expenses expenditure expenditures budget
            savings saving opex capex tco price pricing overhead cogs waste invoice fees
            """,
    ),
    # what could hurt people or bring in the regulator
    (
        Lever.RISK,
        """
            risk risks compliance audit audits fraud fraudulent vulnerability vulnerabilities breach breaches
            privacy exposure security violations gdpr pii chargebacks chargeback bias leakage penalties fines
            fine liability dose doses findings injuries injury accidents lawsuits defaulters defaults
            """,
    ),
    # whether what is served is up and right: failures, and the quality of answers
    (
        Lever.RELIABILITY,
        """
            uptime availability downtime outage outages incident incidents error errors failure failed
            failures crash crashes reliability sla slo mttr mttd bug bugs defect defects alerts alarms pages
            pager rollbacks rollback timeouts regressions regression stability flakiness flaky durability
            corruption issues mistakes leaks tickets complaints escalations wrong wrongly wrongful removals
            unsupported miscalibration agreement kappa quality accuracy precision recall sensitivity
            specificity f1 auc auroc ndcg mrr map bleu rouge rmse mae mape wer perplexity correct
            calibration drift hallucinations hallucination
            """,
    ),
    # how soon something reaches its users
    (
        Lever.SPEED,
        """
            deployment deployments deploy deploys release releases onboarding lead-time cycle time-to-market
            time-to-production time-to-delivery time-to-value time-to-deploy iteration ci build builds
            velocity turnaround ramp-up hiring development delivery merge merges prototyping decision review
            reviews shipping ship launch idea hire hires rollout experiment experiments pull change changes
            """,
    ),
    # who uses it, and whether they like it
    (
        Lever.ADOPTION,
        """
            users user adoption usage use engagement click-through ctr clicks signups sign-ups customers
            customer activation dau mau wau nps csat satisfaction installs downloads subscribers traffic
            visits sessions members clients opens session readership views activations stickiness rating
            ratings opt-outs
            """,
    ),
    # how much is got out of machines and people
    (
        Lever.EFFICIENCY,
        """
            latency throughput efficiency productivity utilization utilisation memory performance time times
            effort toil manual automation automated runtime compute storage cpu gpu speed response
            processing training inference query queries hours coverage loading load hit-rate qps size
            footprint p99 p95 p90 p50 p999 workload capacity labelling labeling tests pipeline pipelines run
            wait waiting queue backlog
            """,
    ),
)
_BY_WORD: dict[str, Lever] = {}
for _lever, _text in _WORDS:
    for _word in _text.split():
        _BY_WORD.setdefault(_word, _lever)
_RANK = {lever: n for n, (lever, _) in enumerate(_WORDS)}
# A plain count says how far something reaches and no business outcome, except for those who use the product.
_REACH = words("users customers subscribers members clients downloads installs visits sessions signups")
# These tell how soon only beside a time; "review quality" and "build errors" are about something else.
_TIME_HEADS = words("time times duration durations hours days weeks cycle latency")
# A share of these is who has taken something up: "70 % of teams".
_ADOPTERS = words(
    "teams engineers pharmacies schools services merchants clinics patients centres offices people"
)


def lever_of(metric: str | None, counted: bool = False, share: bool = False) -> Lever | None:
    """The lever of the metric's words, None when none is known.

    `counted` is for a plain count of things, `share` for a part of them.
    """
    if not metric:
        return None
    named = metric.lower().replace("’", "'").split()
    named += [part for word in named if "-" in word for part in word.split("-")]
    if counted:
        return Lever.ADOPTION if any(w in _REACH for w in named) else None
    found = {_BY_WORD[w] for w in named if w in _BY_WORD}
    if Lever.SPEED in found and not any(w in _TIME_HEADS or w.startswith("time-to") for w in named):
        found = found if len(found) == 1 else found - {Lever.SPEED}
    if not found:
        return Lever.ADOPTION if share and any(w in _ADOPTERS for w in named) else None
    return min(found, key=_RANK.__getitem__)


def lever_of_money(told: str, named: Lever | None, direction: Direction) -> Lever | None:
    """The lever of an amount: a saving of whatever is cost, and so is what the claim says was spent."""
    if named in (Lever.REVENUE, Lever.RISK):
        return named
    if direction is Direction.DOWN:
        return Lever.COST
    spent = any(w.startswith(_SPENDING) for w in told.lower().split())
    return Lever.COST if named is None and spent else named


def lever_of_time(unit: str) -> Lever:
    """The lever of work that became quicker: of a machine by the second, of people by the hour."""
    return Lever.EFFICIENCY if unit in ("ns", "us", "ms", "s") else Lever.SPEED


_SPENDING = ("sav", "cost", "spen", "cut")
