// Mirror: a picture of one machine, made of the rows that its modules have told.
//
// At each fact it compares the picture with what dump() says. A difference is a silent mutation:
// state that changed and nobody was told, or a row that was told before it was true.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "machine/machine.hpp"

namespace giosim::machine {

class Mirror : public sim::TraceSink {
 public:
  using Picture = std::map<std::string, std::string>;  // "node 0/4/1/0" -> cells

  void watch(const Machine& machine) { machines_[machine.name()] = &machine; }

  void row(const sim::Life& life, sim::RowChange change, const Row& row) override {
    const auto [key, cells] = in_words(row);
    if (change == sim::RowChange::put)
      pictures_[life.machine][key] = cells;
    else
      pictures_[life.machine].erase(key);
  }

  void fact(const sim::Stamped& stamped) override {
    Picture& picture = pictures_[stamped.life->machine];
    if (holds_alternative<MachinePoweredOff>(*stamped.fact)) picture.clear();
    const auto name = visit([](const auto& fact) { return fact.name; }, *stamped.fact);
    const Machine& machine = *machines_.at(stamped.life->machine);
    compare(machine, picture,
            machine.name() + ", fact " + std::to_string(stamped.seq) + " " + std::string(name));
  }

  // Between facts, too, nothing may have changed: call it when a run is over.
  void compare_now() {
    for (const auto& [name, machine] : machines_)
      compare(*machine, pictures_[name], name + " at rest");
  }

  const std::vector<std::string>& differences() const { return differences_; }

  static Picture truth(const Machine& machine) {
    struct Collect : Dump {
      void row(const Row& row) override { picture.insert(in_words(row)); }
      Picture picture;
    } collect;
    if (machine.os()) machine.os()->dump(collect);
    return collect.picture;
  }

 private:
  class Words {
   public:
    void operator()(std::string_view name, const auto& value) {
      text_ << (text_.tellp() == 0 ? "" : " ") << name << '=';
      say(value);
    }
    std::string text() const { return text_.str(); }

   private:
    void say(const HwPath& path) { text_ << path.text(); }
    void say(const MacAddress& mac) { text_ << mac.text(); }
    void say(const Instance& instance) { text_ << instance.number; }
    void say(const Ppa& ppa) { text_ << ppa.number; }
    void say(const std::string& word) { text_ << word; }
    void say(std::int64_t number) { text_ << number; }
    void say(const std::vector<MacAddress>& macs) {
      for (MacAddress mac : macs) text_ << mac.text() << ',';
    }
    void say(const std::vector<Ppa>& ppas) {
      for (Ppa ppa : ppas) text_ << ppa.number << ',';
    }
    template <class Tag>
    void say(const Name<Tag>& name) {
      text_ << name.view();
    }
    template <class Enum>
      requires std::is_enum_v<Enum>
    void say(Enum value) {
      text_ << word(value);
    }

    std::ostringstream text_;
  };

  static std::pair<std::string, std::string> in_words(const Row& any_row) {
    return visit(
        [](const auto& row) {
          Words key, cells;
          row.key(key);
          row.cells(cells);
          return std::pair(std::string(row.table) + ' ' + key.text(), cells.text());
        },
        any_row);
  }

  void compare(const Machine& machine, const Picture& picture, const std::string& when) {
    const Picture now = truth(machine);
    if (now == picture || differences_.size() >= 5) return;
    for (const auto& [key, cells] : now)
      if (const auto told = picture.find(key); told == picture.end())
        differences_.push_back(when + ": " + key + " (" + cells + ") was never told");
      else if (told->second != cells)
        differences_.push_back(when + ": " + key + " is " + cells + ", told was " + told->second);
    for (const auto& [key, cells] : picture)
      if (!now.contains(key))
        differences_.push_back(when + ": " + key + " (" + cells + ") is told and not there");
  }

  std::map<std::string, const Machine*> machines_;
  std::map<std::string, Picture> pictures_;
  std::vector<std::string> differences_;
};

}  // namespace giosim::machine
