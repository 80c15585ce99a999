#include "adapters/web/board_answers.h"

#include <utility>

#include "adapters/access/account.h"
#include "adapters/web/awaited.h"
#include "adapters/web/feed_json.h"
#include "adapters/web/http_answers.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr auto good_for = 1s;
constexpr auto patience = 10s;

}  // namespace

asio::awaitable<http_answer> board_answers::answer(const http_request& request,
                                                   const std::string& area) {
  if (renewing_ != nullptr) {
    const auto other = renewing_;
    boost::system::error_code ignored;
    co_await other->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  } else if (!newest_ || std::chrono::steady_clock::now() - renewed_at_ > good_for) {
    co_await renew();
  }
  if (!newest_) {
    co_return problem(503, "the engine did not answer in time");
  }
  const std::string tag =
      std::to_string(newest_->as_of_ms()) + '.' + newest_->run().zone_set_hash() + '.' + area;
  co_return tagged_answer(request, "application/json", json_of(area), tag);
}

asio::awaitable<void> board_answers::renew() {
  renewing_ = std::make_shared<asio::steady_timer>(loop_, patience + good_for);
  v1::Request request;
  const bool same_zones = newest_ && newest_->run().zone_set_hash() == zones_.hash();
  request.mutable_board()->set_known_as_of_ms(same_zones ? newest_->as_of_ms() : 0);
  awaited<v1::Reply> reply{loop_};
  ask_(std::move(request), reply.completion());
  auto came = co_await reply.wait(patience);
  if (!came || !came->has_board()) {
    newest_.reset();
  } else if (!newest_ || newest_->as_of_ms() != came->board().as_of_ms() || !same_zones) {
    newest_ = std::move(*came->mutable_board());
    json_of_area_.clear();
  }
  renewed_at_ = std::chrono::steady_clock::now();
  std::exchange(renewing_, nullptr)->cancel();
}

std::shared_ptr<const std::string> board_answers::json_of(const std::string& area) {
  auto& kept = json_of_area_[area];
  if (kept != nullptr) {
    return kept;
  }
  if (area.empty()) {
    return kept = std::make_shared<const std::string>(message_to_json(*newest_));
  }
  v1::BoardAnswer part;
  part.set_as_of_ms(newest_->as_of_ms());
  part.set_day_from_ms(newest_->day_from_ms());
  part.set_day_to_ms(newest_->day_to_ms());
  *part.mutable_run() = newest_->run();
  for (const v1::BoardRow& row : newest_->rows()) {
    const auto path = zones_.path_of(row.zone());
    if (path && within_area(area, *path)) {
      *part.add_rows() = row;
    }
  }
  return kept = std::make_shared<const std::string>(message_to_json(part));
}

}  // namespace beatwatch
