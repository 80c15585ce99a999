#include "replay/alerts.h"

#include <iostream>

#include "replay/alerts_text.h"
#include "replay/json_line.h"
#include "replay/query_client.h"

namespace beatwatch {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

// The server's time goes on while we ask, so that an hour ago is a little more than that.
v1::AlertsAnswer ask(query_client& client, const alerts_options& options) {
  v1::AlertsQuery query;
  query.set_sector(options.sector);
  query.set_with_operators(options.operators);
  const v1::AlertsAnswer newest = client.alerts(query);
  if (options.hours == 1) {
    return newest;
  }
  query.set_to_ms(newest.to_ms());
  query.set_from_ms(newest.to_ms() - options.hours * hour_ms);
  return client.alerts(query);
}

void answer(query_client& client,
            std::uint64_t number,
            v1::AlarmAction action,
            const alerts_options& options) {
  if (number == 0) {
    return;
  }
  v1::AnswerAlarm given;
  given.set_number(number);
  given.set_action(action);
  given.set_sector(options.sector);
  if (action == v1::ALARM_ACTION_SHELVE) {
    given.set_reason(options.reason);
    given.set_until_ms(ask(client, options).engine_now_ms() + options.minutes * minute_ms);
  }
  (void)client.answer_alarm(given);
}

}  // namespace

int alerts(const alerts_options& options) {
  query_client client{options.server, options.access};
  answer(client, options.acknowledge, v1::ALARM_ACTION_ACKNOWLEDGE, options);
  answer(client, options.shelve, v1::ALARM_ACTION_SHELVE, options);
  answer(client, options.unshelve, v1::ALARM_ACTION_UNSHELVE, options);
  const v1::AlertsAnswer told = ask(client, options);
  std::cout << (options.json ? json_line(told) + "\n" : alerts_text(told));
  return 0;
}

}  // namespace beatwatch
