"""The bench: send lines there, follow a job through its stages, hold, cancel."""

from app.services.job_bag import job_bag_content, store_bag, value_band
from app.services.job_cards import ComponentRow, JobCard, StageRow, job_card
from app.services.job_changes import accept_difference, keep_difference
from app.services.job_check import pass_check
from app.services.job_holds import cancel_job, hold_job, resume_job, set_artisan, wait
from app.services.job_lists import (
    COLUMNS,
    JOB_SORTS,
    JOB_VIEWS,
    JobRow,
    board_column,
    job_counts,
    job_row,
    jobs_list,
)
from app.services.job_stages import (
    next_stage,
    previous_stage,
    stage_in,
    stage_out,
)
from app.services.job_start import put_in_bag, send_to_bench

__all__ = [
    "COLUMNS",
    "JOB_SORTS",
    "JOB_VIEWS",
    "ComponentRow",
    "JobCard",
    "JobRow",
    "StageRow",
    "accept_difference",
    "board_column",
    "cancel_job",
    "hold_job",
    "job_bag_content",
    "job_card",
    "job_counts",
    "job_row",
    "jobs_list",
    "keep_difference",
    "next_stage",
    "pass_check",
    "previous_stage",
    "put_in_bag",
    "resume_job",
    "send_to_bench",
    "set_artisan",
    "stage_in",
    "stage_out",
    "store_bag",
    "value_band",
    "wait",
]
