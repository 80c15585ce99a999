# Debian 12 packages only. Those without a CMake file of their own come through pkg-config.
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(GEOS REQUIRED)
find_package(Protobuf REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto SSL)
find_package(ZLIB REQUIRED)
find_package(EXPAT REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(spdlog REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(ZMQ REQUIRED IMPORTED_TARGET libzmq)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)

# cctz ships neither a CMake nor a pkg-config file.
find_path(CCTZ_INCLUDE_DIR cctz/time_zone.h REQUIRED)
find_library(CCTZ_LIBRARY cctz REQUIRED)
add_library(cctz::cctz UNKNOWN IMPORTED)
set_target_properties(cctz::cctz PROPERTIES
  IMPORTED_LOCATION ${CCTZ_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${CCTZ_INCLUDE_DIR})

# Its header is included as <postgresql/libpq-fe.h>, which needs no path.
find_library(PQ_LIBRARY pq REQUIRED)
add_library(PostgreSQL::libpq UNKNOWN IMPORTED)
set_target_properties(PostgreSQL::libpq PROPERTIES IMPORTED_LOCATION ${PQ_LIBRARY})
