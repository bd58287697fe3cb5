// YamlBuilder: turns the parser's events into YamlNodes and enforces the limits as they come.
//
// The parser recurses once per list or map, after it has told the builder: a builder that refuses
// to go deeper therefore also keeps the parser's own stack flat.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <memory>
#include <string>
#include <vector>

#include "runner/yaml_document.hpp"

namespace giosim::runner {

// Thrown through the parser when reading on makes no sense; the reason is in Problems.
struct YamlStop {};

class YamlBuilder : public YAML::EventHandler {
 public:
  YamlBuilder(std::shared_ptr<const SourceFile> source, const YamlLimits& limits, YamlSpent& spent,
              Problems& problems);

  // The document's value once all events have come; nothing when there was no document.
  const YamlNode* root() const { return root_; }
  std::shared_ptr<YamlStore> store() const { return store_; }

  // Our place for a place of the parser's, which counts bytes from 0.
  Mark mark(const YAML::Mark& at);
  const std::vector<std::string>& anchor_names() const { return anchor_names_; }

  // Is the line up to this place indented with a tab? Then says so, once.
  bool refuse_tab_before(const YAML::Mark& at);

  // The parser takes the end of the file for the closing quote of a text. We do not.
  void refuse_unclosed_quote();

  void OnDocumentStart(const YAML::Mark& at) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override;
  void OnSequenceStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;
  void OnAnchor(const YAML::Mark& at, const std::string& name) override;

 private:
  // A list or map whose end has not come yet.
  struct Open {
    YamlNode* node;
    YAML::anchor_t anchor;
    std::size_t nodes_before;       // nodes counted when it began
    std::size_t height = 1;         // how deep it is so far, itself included
    const YamlNode* key = nullptr;  // of a map: the key that waits for its value
    const Mark* key_used_at = nullptr;
  };
  // What an alias can point to.
  struct Anchor {
    const YamlNode* node = nullptr;
    std::size_t nodes = 0;
    std::size_t height = 0;
    bool complete = false;
  };

  YamlNode& make(YamlKind kind, Mark at, const std::string& tag);
  void count(std::size_t nodes, const Mark& at);
  void open(YamlKind kind, const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void attach(const YamlNode& node, std::size_t height, const Mark* used_at);
  void remember(YAML::anchor_t anchor, const Anchor& target);
  void refuse_duplicate_keys(YamlNode& map);
  void merge(YamlNode& map);
  [[noreturn]] void stop(const Mark& at, std::string sentence);

  std::shared_ptr<const SourceFile> source_;
  const YamlLimits& limits_;
  YamlSpent& spent_;
  Problems& problems_;
  std::shared_ptr<YamlStore> store_ = std::make_shared<YamlStore>();
  const YamlNode* root_ = nullptr;

  std::vector<Open> open_;
  std::vector<Anchor> anchors_;  // by the parser's number
  std::vector<std::string> anchor_names_;
  std::size_t aliases_ = 0;
  bool document_seen_ = false;

  // Where the last mark was: marks come in order, so that columns are counted in one pass.
  int mark_line_ = -1;
  int mark_byte_ = 0;
  int mark_column_ = 0;
  int tab_line_ = -1;  // the last line that was looked at for tabs
  bool tab_refused_ = false;
  YAML::Mark last_scalar_ = YAML::Mark::null_mark();
};

}  // namespace giosim::runner
