#pragma once

namespace beatwatch {

/// The natural logarithm of a positive, finite, normal number, to 1e-14 of itself or of 1,
/// whichever is more. By + - * / alone, so that every build has the same bits.
double natural_logarithm(double x);

}  // namespace beatwatch
