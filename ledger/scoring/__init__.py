"""What forecasts were worth: scoring rules, the time axis, calibration, and how much a small record can say.

Pure arithmetic over numpy columns. Nothing here knows of questions, files or tables; arguments are
keyword-only, nothing is clamped, and what cannot be scored is refused with a sentence. `docs/scoring.md`
says it all in one place.
"""

from __future__ import annotations

from ledger.scoring.calibration.as_yes_no import YesNo, folded, per_option, top_choice
from ledger.scoring.calibration.corp_luck import CorpByChance, corp_by_chance
from ledger.scoring.calibration.counting import (
    CountDistribution,
    LuckRange,
    count_distribution,
    happened_range,
)
from ledger.scoring.calibration.decomposition import Corp, corp
from ledger.scoring.calibration.luck import calibrated_brier, overconfidence_noticed
from ledger.scoring.calibration.murphy import Murphy, murphy
from ledger.scoring.calibration.pit import pit_histogram, pit_intervals
from ledger.scoring.calibration.reliability import NARROW_END_EDGES, ReliabilityCurve, reliability_curve
from ledger.scoring.calibration.sharpness import Sharpness, sharpness
from ledger.scoring.calibration.small_numbers import SmallNumbers, small_numbers
from ledger.scoring.calibration.stages import Stage, stage
from ledger.scoring.people.aggregates import crowd_mean, crowd_median, geometric_mean_of_odds, recency_weights
from ledger.scoring.people.crowds import AGGREGATES, Aggregate, Crowd, crowd_over_time, extremised
from ledger.scoring.people.fatebook import fatebook_brier
from ledger.scoring.people.legacy_relative import legacy_relative
from ledger.scoring.people.medians import BesideMedian, beside_the_median
from ledger.scoring.people.peers import ahead_over_time, peer_over_time
from ledger.scoring.people.peers_in_order import peer_in_order
from ledger.scoring.people.trace_of_peers import PeerRow, PeerTrace, trace_of_ahead, trace_of_peer
from ledger.scoring.refusals import RefusedError, ZeroMeanScoreError
from ledger.scoring.rules.bias import quantile_bias, sample_bias
from ledger.scoring.rules.binned import BinnedScale, Tail, bucket_mass, continuous_baseline_score
from ledger.scoring.rules.brier import (
    ALWAYS_HALF_BRIER,
    brier_index,
    brier_points,
    brier_score,
    multicategory_brier_score,
)
from ledger.scoring.rules.brier_elsewhere import (
    fatebook_exclusive_brier_score,
    ordinal_brier_score,
    two_sided_brier_score,
)
from ledger.scoring.rules.crps import crps_lognormal, crps_normal, crps_sample
from ledger.scoring.rules.crps_cdf import crps_cdf
from ledger.scoring.rules.inside import below_quantile, inside_interval
from ledger.scoring.rules.intervals import distance_outside, interval_score
from ledger.scoring.rules.logarithmic import (
    log_points,
    log_score,
    log_score_bits,
    log_score_normal,
    multicategory_log_score,
)
from ledger.scoring.rules.means import (
    FiniteMean,
    FlooredMean,
    floored_mean,
    mean_score,
    mean_without_infinite,
)
from ledger.scoring.rules.pair_means import mean_brier_score, mean_log_score
from ledger.scoring.rules.points import absolute_error, log_ratio_error
from ledger.scoring.rules.quantiles import crps_quantiles, pinball_loss, weighted_interval_score
from ledger.scoring.rules.ranked import ranked_probability_score
from ledger.scoring.rules.skill import improvement, skill
from ledger.scoring.rules.spherical import multicategory_spherical_score, spherical_score
from ledger.scoring.rules.zero_centred import baseline_score, peer_score
from ledger.scoring.time_axis.daily import daily
from ledger.scoring.time_axis.over_time import Averaged, accrued, averaged_loss, time_covered
from ledger.scoring.time_axis.spot import (
    THEMIS_AFTER_OPEN,
    THEMIS_BEFORE_CLOSE,
    after_open,
    before_close,
    share_of_life,
    spot,
)
from ledger.scoring.time_axis.steps import NEVER, Schedule, Steps, joined, schedule, steps
from ledger.scoring.time_axis.trace import Trace, TraceRow, trace_of_loss, trace_of_points
from ledger.scoring.tournaments.differences import adjusted_p_values, sign_flip_p_values
from ledger.scoring.tournaments.family_draws import family_signs, family_weights
from ledger.scoring.tournaments.ranks import RankRange, rank_range, ranks
from ledger.scoring.tournaments.relative_skill import RelativeSkill, relative_skill, resampled_skill
from ledger.scoring.tournaments.resampled import Interval, resampled_interval
from ledger.scoring.tournaments.two_way import TwoWay, resampled_two_way, two_way_effects

__all__ = [
    "AGGREGATES",
    "ALWAYS_HALF_BRIER",
    "NARROW_END_EDGES",
    "NEVER",
    "THEMIS_AFTER_OPEN",
    "THEMIS_BEFORE_CLOSE",
    "Aggregate",
    "Averaged",
    "BesideMedian",
    "BinnedScale",
    "Corp",
    "CorpByChance",
    "CountDistribution",
    "Crowd",
    "FiniteMean",
    "FlooredMean",
    "Interval",
    "LuckRange",
    "Murphy",
    "PeerRow",
    "PeerTrace",
    "RankRange",
    "RefusedError",
    "RelativeSkill",
    "ReliabilityCurve",
    "Schedule",
    "Sharpness",
    "SmallNumbers",
    "Stage",
    "Steps",
    "Tail",
    "Trace",
    "TraceRow",
    "TwoWay",
    "YesNo",
    "ZeroMeanScoreError",
    "absolute_error",
    "accrued",
    "adjusted_p_values",
    "after_open",
    "ahead_over_time",
    "averaged_loss",
    "baseline_score",
    "before_close",
    "below_quantile",
    "beside_the_median",
    "brier_index",
    "brier_points",
    "brier_score",
    "bucket_mass",
    "calibrated_brier",
    "continuous_baseline_score",
    "corp",
    "corp_by_chance",
    "count_distribution",
    "crowd_mean",
    "crowd_median",
    "crowd_over_time",
    "crps_cdf",
    "crps_lognormal",
    "crps_normal",
    "crps_quantiles",
    "crps_sample",
    "daily",
    "distance_outside",
    "extremised",
    "family_signs",
    "family_weights",
    "fatebook_brier",
    "fatebook_exclusive_brier_score",
    "floored_mean",
    "folded",
    "geometric_mean_of_odds",
    "happened_range",
    "improvement",
    "inside_interval",
    "interval_score",
    "joined",
    "legacy_relative",
    "log_points",
    "log_ratio_error",
    "log_score",
    "log_score_bits",
    "log_score_normal",
    "mean_brier_score",
    "mean_log_score",
    "mean_score",
    "mean_without_infinite",
    "multicategory_brier_score",
    "multicategory_log_score",
    "multicategory_spherical_score",
    "murphy",
    "ordinal_brier_score",
    "overconfidence_noticed",
    "peer_in_order",
    "peer_over_time",
    "peer_score",
    "per_option",
    "pinball_loss",
    "pit_histogram",
    "pit_intervals",
    "quantile_bias",
    "rank_range",
    "ranked_probability_score",
    "ranks",
    "recency_weights",
    "relative_skill",
    "reliability_curve",
    "resampled_interval",
    "resampled_skill",
    "resampled_two_way",
    "sample_bias",
    "schedule",
    "share_of_life",
    "sharpness",
    "sign_flip_p_values",
    "skill",
    "small_numbers",
    "spherical_score",
    "spot",
    "stage",
    "steps",
    "time_covered",
    "top_choice",
    "trace_of_ahead",
    "trace_of_loss",
    "trace_of_peer",
    "trace_of_points",
    "two_sided_brier_score",
    "two_way_effects",
    "weighted_interval_score",
]
