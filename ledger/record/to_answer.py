"""Whether a question that is asked waits for a person's answer: conditions on `now_questions q`, with `:now` bound by the query."""

from __future__ import annotations

_READ_BY_A_PERSON = """
SELECT 1 FROM now_readings r
WHERE r.source = 'manual' AND r.taken_at >= q.version_at
  AND json_extract(r.said, '$.params') IS json_extract(s.value, '$.params')
"""
"""A person gave the figure of this publisher already: where several must agree, the rest is the rule's."""

_PEOPLE_READ = f"""
SELECT 1 FROM json_each(q.said, '$.resolution.source') s
WHERE json_extract(s.value, '$.name') = 'manual' AND NOT coalesce(json_extract(s.value, '$.fallback'), 0)
  AND (coalesce(json_extract(q.said, '$.resolution.quorum'), 1) = 1 OR NOT EXISTS ({_READ_BY_A_PERSON}))
"""

_ASKED_SO = """
json_extract(v.said, '$.criteria') IS json_extract(q.said, '$.criteria')
AND json_extract(v.said, '$.resolution') IS json_extract(q.said, '$.resolution')
"""

_REJECTED = f"""
SELECT 1 FROM now_proposals p JOIN now_confirmations c ON c.hash = p.hash
JOIN now_versions v ON v.question = p.question AND v.version = p.version
WHERE p.question = q.question AND (c.what IN ('rejected', 'upheld') OR (c.what = 'challenged' AND p.state = 'replaced'))
  AND {_ASKED_SO}
"""

_WITHDRAWN = f"""
SELECT 1 FROM now_resolutions ended JOIN now_resolutions later ON later.seq = ended.superseded_by
JOIN now_versions v ON v.question = ended.question AND v.version = (
  SELECT max(w.version) FROM now_versions w WHERE w.question = q.question AND w.seq < later.seq)
WHERE ended.question = q.question AND ended.how <> 'withdrawn' AND {_ASKED_SO}
"""

TO_ANSWER = f"""
(q.state = 'asked' AND q.closes_at < :now AND q.resolves_at <= :now
 AND (EXISTS ({_PEOPLE_READ}) OR EXISTS ({_REJECTED}) OR EXISTS ({_WITHDRAWN})))
"""
"""It is due, and people read for it, or an end of it was rejected or withdrawn: the rule alone does not say that again."""
