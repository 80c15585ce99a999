#pragma once
#include <postgresql/libpq-fe.h>

#include <memory>
#include <mutex>
#include <string>

#include "adapters/daemon/polled_table.h"
#include "adapters/daemon/query_rows.h"
#include "adapters/daemon/table_config.h"

namespace beatwatch {

/// Rows of a PostgreSQL database, read through a cursor in a transaction that may only read. The
/// connection is kept from poll to poll, and made anew after a failure.
class postgresql_table : public polled_table {
 public:
  postgresql_table(sql_source settings, query_rows rows);

  void poll(const hand_over& hand) override;
  void interrupt() override;

 private:
  struct connection_closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct cancel_closer {
    void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
  };
  struct result_closer {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using query_result = std::unique_ptr<PGresult, result_closer>;

  void connect();
  void disconnect();
  query_result run(const std::string& statement, ExecStatusType expected);
  query_result declare_cursor();
  bool take_rows(const PGresult* result, const hand_over& hand);
  void read_all(const hand_over& hand);

  sql_source settings_;
  query_rows rows_;
  std::unique_ptr<PGconn, connection_closer> connection_;
  std::mutex mutex_;
  std::unique_ptr<PGcancel, cancel_closer> cancel_;  ///< under the mutex
  bool stopping_ = false;                            ///< likewise
};

}  // namespace beatwatch
