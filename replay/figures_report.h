#pragma once
#include <string>

#include "beatwatch/v1/figures.pb.h"

namespace beatwatch {

/// Every figure in words, one to a line, with what made them.
std::string figures_text(const v1::Figures& figures);

/// Two windows and whether visits became more or less.
std::string comparison_text(const v1::FiguresComparison& comparison);

/// A table that spreadsheets open: one row for each place and window.
std::string figures_csv_header();
std::string figures_csv_row(const v1::Figures& figures);

}  // namespace beatwatch
