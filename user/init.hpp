// Init: init(1M) and rc(1M) as commands see them: the run level, and the way to another one.
//
// User space of an OS is one Init; user/rc makes it. Run levels are S (single user), 1, 2, 3 (the
// default), 4, 5, 6, and 0, behind which the power goes.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "machine/machine.hpp"
#include "user/clock.hpp"

namespace giosim::user {

enum class Direction { start, stop };  // S links, going up; K links, going down

// A file that a product brings along, besides what the disk holds: see user/files.hpp.
struct ProductFile {
  std::string text;
  std::string link_to = {};  // of a link: the path of the file that has the text
};

class Init : public machine::UserSpace {
 public:
  virtual char run_level() const = 0;  // 'S' before the first script
  virtual char previous_run_level() const = 0;
  virtual Date entered() const = 0;  // when the run level was entered

  // Runs the scripts on the way there, and ends when the last one has. For '0' it is what
  // shutdown(1M) runs; whoever called takes the power away. One change at a time.
  virtual sim::Task<> enter(char level) = 0;
  // Single user without a script (init s).
  virtual void leave_all() = 0;

  virtual const std::string& console() const = 0;  // what rc has shown there in this boot
  virtual const std::string& log() const = 0;      // /etc/rc.log, also before it is on the disk

  // "S302hpuxpi", "S340net" …: the links of a level that are there, in their order.
  virtual std::vector<std::string> links(int level, Direction direction) const = 0;

  // By path; also those that somebody has removed.
  virtual std::map<std::string, ProductFile> product_files() const = 0;

  // A command while it runs. When the power goes, it never ends, and the trace says so.
  class CommandUnderWay {
   public:
    // `shown`: what the terminal shows of it so far.
    CommandUnderWay(Init& init, std::string line, std::function<Screen()> shown);
    CommandUnderWay(const CommandUnderWay&) = delete;
    CommandUnderWay& operator=(const CommandUnderWay&) = delete;
    ~CommandUnderWay();

   private:
    friend Init;
    Init& init_;
    std::string line_;
    std::function<Screen()> shown_;
    std::list<CommandUnderWay*>::iterator place_;
  };
  void power_goes(sim::Trace& trace) override;

 private:
  std::list<CommandUnderWay*> under_way_;  // in the order in which they began
};

Init& init_of(machine::Os& os);
const Init& init_of(const machine::Os& os);

}  // namespace giosim::user
