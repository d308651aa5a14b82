"""Which business outcome a metric belongs to, by the words that name it."""

from __future__ import annotations

from highsignal.analysis.claims.wordlists import words
from highsignal.domain.claims import Lever

# Words that decide alone. Order matters: a cost of errors is cost, an error rate is reliability.
_WORDS: tuple[tuple[Lever, str], ...] = (
    (
        Lever.REVENUE,
        """
            revenue sales arr mrr gmv profit margin bookings upsell roi roas aov monetization
            monetisation ltv clv income earnings pipeline-value gross deal deals purchases purchase
            basket
            """,
    ),
    (
        Lever.COST,
        """
            cost costs spend spending bill bills expense expenses expenditure expenditures budget
            savings saving opex capex tco price pricing overhead headcount-cost licence-cost cogs
            """,
    ),
    (
        Lever.RISK,
        """
            risk risks compliance audit audits fraud vulnerability vulnerabilities breach breaches
            privacy exposure security violations gdpr pii chargebacks chargeback bias leakage
            penalties fines liability
            """,
    ),
    (
        Lever.RELIABILITY,
        """
            uptime availability downtime outage outages incident incidents error errors failure
            failures crash crashes reliability sla slo mttr mttd bug bugs defect defects alerts
            pages rollbacks rollback timeouts regressions stability errors data-loss flakiness flaky
            durability pages false-alarms corruption issues
            """,
    ),
    (
        Lever.SPEED,
        """
            deployment deployments deploy release releases onboarding lead-time cycle time-to-market
            time-to-production time-to-delivery time-to-value time-to-deploy iteration ci build
            builds velocity turnaround ramp-up hiring development delivery merge prototyping
            decision decisions review reviews shipping roadmap
            """,
    ),
    (
        Lever.ADOPTION,
        """
            users user adoption retention engagement conversion conversions click-through ctr
            signups sign-ups customers customer activation dau mau wau churn nps csat satisfaction
            installs downloads subscribers traffic visits sessions clicks members clients
            opens session readership views activations stickiness
            """,
    ),
    (
        Lever.EFFICIENCY,
        """
            latency throughput accuracy precision recall f1 auc efficiency productivity utilization
            utilisation memory performance time times effort toil manual automation automated
            quality runtime compute storage cpu gpu speed response processing training inference
            query queries hours coverage loading load hit-rate qps size footprint p99 p95 p90 p50
            p999 ndcg mrr map bleu rmse mae wer perplexity workload capacity labelling labeling
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
_TIME_HEADS = words("time times duration durations hours days weeks cycle latency")


def lever_of(metric: str | None, counted: bool = False) -> Lever | None:
    """The lever of the metric's words, None when none is known; `counted` for a plain count of things."""
    if not metric:
        return None
    named = metric.lower().replace("’", "'").split()
    named += [part for word in named if "-" in word for part in word.split("-")]
    if counted:
        return Lever.ADOPTION if any(w in _REACH for w in named) else None
    found = {_BY_WORD[w] for w in named if w in _BY_WORD}
    if Lever.SPEED in found and not any(w in _TIME_HEADS or w.startswith("time-to") for w in named):
        found = found if len(found) == 1 else found - {Lever.SPEED}
    return min(found, key=_RANK.__getitem__) if found else None
