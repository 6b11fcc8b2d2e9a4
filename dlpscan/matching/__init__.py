"""From text to matches: pattern dialect → one multi-pattern search → confirmation → context → judgement."""
