"""What a pull request with questions is asked, and what its run may do."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOW = (ROOT / ".github" / "workflows" / "questions.yml").read_text(encoding="utf-8")
STEPS = [line.strip() for line in FLOW.splitlines() if not line.lstrip().startswith("#")]


@pytest.mark.parametrize(
    "box",
    [
        "Could it resolve before it opens?",
        "Who benefits from the wording?",
        "What annuls it?",
        "Do you work for, or hold a stake in, a party it names?",
    ],
)
def test_the_template_has_the_four_boxes(box: str) -> None:
    template = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert f"- [ ] **{box}**" in template


def test_the_author_is_never_the_only_judge() -> None:
    for page in ("CONTRIBUTING.md", ".github/pull_request_template.md"):
        text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
        assert "The author of a question is never its only judge" in text


def test_the_run_has_no_secrets_and_may_only_read() -> None:
    steps = "\n".join(STEPS)
    assert "secrets." not in steps
    assert "pull_request_target" not in steps
    assert [line for line in STEPS if line.endswith((": write", ": read", "write-all"))] == ["contents: read"]
    assert steps.count("persist-credentials: false") == steps.count("actions/checkout@") == 2


def test_the_program_that_runs_is_the_one_of_the_base() -> None:
    at = STEPS.index("path: program")
    assert STEPS[at - 1] == "ref: ${{ github.event.pull_request.base.sha }}"
    assert [line for line in STEPS if "install" in line] == ["run: python -m pip install ./program"]


def test_nothing_from_the_pull_request_is_put_into_a_script() -> None:
    scripts = [line for line in STEPS if line.startswith(("run:", "fledger"))]
    assert len(scripts) >= 3
    assert not [line for line in scripts if "${{" in line]
