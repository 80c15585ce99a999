#pragma once

namespace beatwatch {

/// Limits of a share or of a ratio at 95 % confidence.
struct confidence_interval {
  double low = 0;
  double high = 0;
};

/// Of the share behind `hits` out of `trials`: Wilson's score interval. 0 <= hits <= trials;
/// without trials it is [0, 1]. Neither needs to be whole, so that both can be divided by a
/// dispersion. Source: Wilson, "Probable Inference, the Law of Succession, and Statistical
/// Inference", Journal of the American Statistical Association 22, 1927.
confidence_interval wilson_interval(double hits, double trials);

}  // namespace beatwatch
