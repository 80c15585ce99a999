#pragma once
#include <string>

#include "adapters/journal/digest.h"
#include "adapters/journal/sqlite.h"

namespace beatwatch {

/// A chain of SHA-256 over rows of a table, each column with its type and length: those that
/// `where` picks, in the order `by`. Keys that only this file gives (`fid`, `zone_fid`, `gate_fid`)
/// are left out, so that a history made anew has the same. Goes on from `chain`; all zero: no row.
digest row_digest(sqlite_database& file,
                  const std::string& table,
                  const std::string& where,
                  const std::string& by,
                  digest chain = {});

/// The digests of all rows that come from the journal, as one. Seals, and what they keep, are not
/// among them.
digest history_digest(sqlite_database& file);

}  // namespace beatwatch
