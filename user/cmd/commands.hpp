// The rows of the command table; each stands in a file of its own.
#pragma once

#include "user/command.hpp"

namespace giosim::user {

extern const Command kCat;
extern const Command kCp;
extern const Command kDate;
extern const Command kDiff;
extern const Command kDmesg;
extern const Command kEcho;
extern const Command kFalseCommand;
extern const Command kGrep;
extern const Command kHead;
extern const Command kHostname;
extern const Command kHpuxpitool;
extern const Command kIfconfig;
extern const Command kInit;
extern const Command kInsf;
extern const Command kIoinit;
extern const Command kIoscan;
extern const Command kKcmodule;
extern const Command kKctune;
extern const Command kKrsd;
extern const Command kLanadmin;
extern const Command kLanscan;
extern const Command kLs;
extern const Command kMan;
extern const Command kMv;
extern const Command kNetfmt;
extern const Command kNetstat;
extern const Command kNwmgr;
extern const Command kOlrad;
extern const Command kRcutil;
extern const Command kReboot;
extern const Command kRm;
extern const Command kRmsf;
extern const Command kSed;
extern const Command kShutdown;
extern const Command kSort;
extern const Command kSwlist;
extern const Command kSync;
extern const Command kTail;
extern const Command kTest;
extern const Command kTrueCommand;
extern const Command kUname;
extern const Command kWc;
extern const Command kWho;

}  // namespace giosim::user
