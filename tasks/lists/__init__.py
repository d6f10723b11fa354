"""Item lists (随机抽查事项清单): read, compared, versioned (第六至八条)."""
