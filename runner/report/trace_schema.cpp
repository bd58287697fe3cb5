#include "runner/report/trace_schema.hpp"

#include <utility>
#include <variant>

#include "base/fact.hpp"
#include "runner/report/json_trace.hpp"
#include "runner/report/narrator.hpp"
#include "runner/report/phase.hpp"
#include "runner/report/rules.hpp"

namespace giosim::report {
namespace {

// Where a word stands between @ signs, a list comes from the tables.
constexpr std::string_view kSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "@schema@",
  "title": "One line of a giosim trace (JSON Lines)",
  "oneOf": [
    {"$ref": "#/$defs/header"}, {"$ref": "#/$defs/event"}, {"$ref": "#/$defs/footer"}
  ],
  "$defs": {
    "cell": {"type": ["null", "boolean", "integer", "string"]},
    "row": {"type": "object", "additionalProperties": {"$ref": "#/$defs/cell"}},
    "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "rule": {
      "type": "object",
      "required": ["title", "plain", "line", "section", "quote"],
      "properties": {
        "title": {"type": "string", "minLength": 1},
        "plain": {"type": "string", "minLength": 1},
        "whatif": {"type": "string"},
        "line": {"type": "integer", "minimum": 0},
        "section": {"type": "string"},
        "quote": {"type": "string"},
        "reading": {
          "type": "object",
          "required": ["kind", "text"],
          "properties": {
            "kind": {"enum": [@readings@]},
            "text": {"type": "string"},
            "policy": {"type": "string"}
          },
          "additionalProperties": false
        }
      },
      "additionalProperties": false
    },
    "header": {
      "type": "object",
      "required": [
        "type", "schema", "engine", "scenario", "clock", "lanes", "phases", "rules", "initial",
        "choices", "policies"
      ],
      "properties": {
        "type": {"const": "header"},
        "schema": {"const": "@schema@"},
        "engine": {"type": "string"},
        "scenario": {
          "type": "object",
          "required": ["name", "sha256"],
          "properties": {
            "name": {"type": "string"},
            "source": {"type": "string"},
            "sha256": {"$ref": "#/$defs/hash"}
          },
          "additionalProperties": false
        },
        "clock": {"const": "virtual-ns"},
        "lanes": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["id", "role"],
            "properties": {"id": {"enum": [@lanes@]}, "role": {"type": "string"}},
            "additionalProperties": false
          }
        },
        "phases": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["id", "title"],
            "properties": {"id": {"enum": [@phases@]}, "title": {"type": "string"}},
            "additionalProperties": false
          }
        },
        "rules": {"type": "object", "additionalProperties": {"$ref": "#/$defs/rule"}},
        "initial": {
          "type": "object",
          "additionalProperties": {
            "type": "object",
            "additionalProperties": {
              "type": "object",
              "additionalProperties": {"$ref": "#/$defs/row"}
            }
          }
        },
        "choices": {"type": "string", "pattern": "^([0-9]+([.][0-9]+)*)?$"},
        "policies": {"type": "object", "additionalProperties": {"type": "string"}},
        "lesson": {
          "type": "object",
          "required": ["number", "title", "goal", "summary"],
          "properties": {
            "number": {"type": "integer", "minimum": 1},
            "title": {"type": "string"},
            "goal": {"type": "string"},
            "before": {"type": "string"},
            "summary": {"type": "string"},
            "ask": {"type": "array", "items": {"type": "string"}},
            "ask_at": {"type": "array", "items": {"type": "string"}}
          },
          "additionalProperties": false
        }
      },
      "additionalProperties": false
    },
    "delta": {
      "oneOf": [
        {
          "type": "object",
          "required": ["table", "key", "field", "before", "after"],
          "properties": {
            "table": {"enum": [@tables@]},
            "key": {"type": "string"},
            "field": {"type": "string"},
            "before": {"$ref": "#/$defs/cell"},
            "after": {"$ref": "#/$defs/cell"}
          },
          "additionalProperties": false
        },
        {
          "type": "object",
          "required": ["table", "key", "before", "after"],
          "properties": {
            "table": {"enum": [@tables@]},
            "key": {"type": "string"},
            "before": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/row"}]},
            "after": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/row"}]}
          },
          "additionalProperties": false
        }
      ]
    },
    "candidate": {
      "type": "object",
      "required": ["v", "ok", "why", "code"],
      "properties": {
        "v": {"type": ["integer", "string"]},
        "ok": {"type": "boolean"},
        "why": {"type": "string"},
        "code": {"enum": [@codes@]},
        "foil": {"type": "boolean"}
      },
      "additionalProperties": false
    },
    "event": {
      "type": "object",
      "required": [
        "type", "seq", "t", "machine", "boot", "phase", "comp", "actor", "kind", "label",
        "subject", "cause", "rule", "msg", "delta", "fields", "clock"
      ],
      "properties": {
        "type": {"const": "event"},
        "seq": {"type": "integer", "minimum": 1},
        "t": {"type": "integer", "minimum": 0},
        "machine": {"type": "string"},
        "boot": {"type": "integer", "minimum": 0},
        "phase": {"enum": [@phases@]},
        "comp": {"enum": [@lanes@]},
        "actor": {"type": "string"},
        "kind": {"enum": [@kinds@]},
        "label": {"type": "string", "minLength": 1, "maxLength": 10},
        "subject": {"type": ["string", "null"]},
        "cause": {"type": ["integer", "null"]},
        "links": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
        "span": {
          "type": "object",
          "required": ["id", "ph", "name"],
          "properties": {
            "id": {"type": "string"},
            "ph": {"enum": ["begin", "end"]},
            "name": {"type": "string"}
          },
          "additionalProperties": false
        },
        "rule": {"enum": [@rules@]},
        "msg": {"type": "string", "minLength": 1, "maxLength": 110},
        "weight": {"enum": [@weights@]},
        "delta": {"type": "array", "items": {"$ref": "#/$defs/delta"}},
        "decision": {
          "type": "object",
          "required": ["id", "ask", "considered"],
          "properties": {
            "id": {"type": "string"},
            "ask": {"type": "string", "minLength": 1},
            "considered": {
              "type": "array",
              "minItems": 1,
              "items": {"$ref": "#/$defs/candidate"},
              "contains": {
                "type": "object",
                "required": ["ok"],
                "properties": {"ok": {"const": true}}
              },
              "minContains": 1,
              "maxContains": 1
            }
          },
          "additionalProperties": false
        },
        "fields": {"$ref": "#/$defs/row"},
        "clock": {"type": "integer", "minimum": 0}
      },
      "additionalProperties": false
    },
    "footer": {
      "type": "object",
      "required": ["type", "events", "final_state_sha256"],
      "properties": {
        "type": {"const": "footer"},
        "events": {"type": "integer", "minimum": 0},
        "final_state_sha256": {"$ref": "#/$defs/hash"},
        "failures": {"type": "array", "minItems": 1, "items": {"type": "string"}}
      },
      "additionalProperties": false
    }
  }
}
)json";

// "a", "b", "c"
template <class Range, class NameOf>
std::string quoted_list(const Range& range, NameOf&& name_of) {
  std::string list;
  for (const auto& item : range) {
    if (!list.empty()) list += ", ";
    list += '"';
    list += name_of(item);
    list += '"';
  }
  return list;
}

template <std::size_t... I>
std::vector<std::string_view> names(std::index_sequence<I...>) {
  return {variant_alternative_t<I, Fact>::name...};
}

template <std::size_t... I>
std::vector<std::string_view> tables(std::index_sequence<I...>) {
  return {variant_alternative_t<I, Row>::table...};
}

std::string list_of(std::string_view what) {
  const auto itself = [](std::string_view text) { return text; };
  if (what == "schema") return std::string(kTraceSchema);
  if (what == "kinds") return quoted_list(event_kinds(), itself);
  if (what == "lanes") return quoted_list(lanes(), [](Lane lane) { return word(lane); });
  if (what == "phases") return quoted_list(phases(), [](const PhaseRow& row) { return row.id; });
  if (what == "rules") return quoted_list(rules(), [](const Rule& row) { return row.id; });
  if (what == "codes") return quoted_list(kWords<CandidateCode>, itself);
  if (what == "weights") return quoted_list(kWords<Weight>, itself);
  if (what == "readings") return quoted_list(kWords<ReadingKind>, itself);
  MUST(what == "tables");
  return quoted_list(tables(std::make_index_sequence<variant_size_v<Row>>()), itself);
}

}  // namespace

std::vector<std::string_view> event_kinds() {
  return names(std::make_index_sequence<variant_size_v<Fact>>());
}

std::string trace_schema() {
  std::string schema;
  std::string_view rest = kSchema;
  for (std::size_t at = rest.find('@'); at != std::string_view::npos; at = rest.find('@')) {
    schema += rest.substr(0, at);
    rest.remove_prefix(at + 1);
    const std::size_t end = rest.find('@');
    schema += list_of(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return schema.append(rest);
}

}  // namespace giosim::report
