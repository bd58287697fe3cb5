// Is every line of a trace what trace_schema() says? Asked of Valijson, a JSON Schema validator.
#pragma once

#include <boost/json.hpp>
#include <sstream>
#include <string>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "runner/report/trace_schema.hpp"

namespace giosim::report {

class TraceSchemaCheck {
 public:
  TraceSchemaCheck() {
    const boost::json::value text = boost::json::parse(trace_schema());
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(text), schema_);
  }

  bool valid(const std::string& line) const {
    boost::json::error_code error;
    const boost::json::value value = boost::json::parse(line, error);
    if (error) return false;
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::BoostJsonAdapter(value), nullptr);
  }

  // The first line, counted from 1, that is not valid; 0: all are.
  std::size_t first_invalid(const std::string& trace) const {
    std::istringstream lines(trace);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (!valid(line)) return number;
    }
    return 0;
  }

 private:
  valijson::Schema schema_;
};

}  // namespace giosim::report
