// Generated from `giosim schema trace` (giosim.trace/1) by tools/types.mjs; do not edit.

export type Cell = null | boolean | number | string;

export type Row = Record<string, Cell>;

export type Hash = string;

export type Rule = {
  title: string;
  plain: string;
  whatif?: string;
  line: number;
  section: string;
  quote: string;
  reading?: {
    kind: "conflict" | "inferred" | "silent";
    text: string;
    policy?: string;
  };
};

export type Header = {
  type: "header";
  schema: "giosim.trace/1";
  engine: string;
  scenario: {
    name: string;
    source?: string;
    sha256: Hash;
  };
  clock: "virtual-ns";
  lanes: Array<{
    id: "HW" | "rc" | "KRS" | "GIO" | "HDM" | "ILAN" | "DLPI";
    role: string;
  }>;
  phases: Array<{
    id: "off" | "power_on" | "krs" | "reserve" | "scan" | "init" | "rc" | "running" | "shutdown";
    title: string;
  }>;
  rules: Record<string, Rule>;
  initial: Record<string, Record<string, Record<string, Row>>>;
  choices: string;
  policies: Record<string, string>;
  lesson?: {
    number: number;
    title: string;
    goal: string;
    before?: string;
    summary: string;
    ask?: string[];
    ask_at?: string[];
  };
};

export type Delta = {
  table: "node" | "ioconfig" | "reservation" | "entry" | "tunable" | "ilan" | "hdm" | "dlpi" | "net" | "logical" | "system";
  key: string;
  field: string;
  before: Cell;
  after: Cell;
} | {
  table: "node" | "ioconfig" | "reservation" | "entry" | "tunable" | "ilan" | "hdm" | "dlpi" | "net" | "logical" | "system";
  key: string;
  before: null | Row;
  after: null | Row;
};

export type Candidate = {
  v: number | string;
  ok: boolean;
  why: string;
  code: "reserved" | "held" | "recorded" | "given_up" | "below_range" | "record" | "outranked" | "first_free" | "above_range" | "not_first" | "match" | "superseded" | "kept" | "other_mac" | "not_matched" | "taken";
  foil?: boolean;
};

export type Event = {
  type: "event";
  seq: number;
  t: number;
  machine: string;
  boot: number;
  phase: "off" | "power_on" | "krs" | "reserve" | "scan" | "init" | "rc" | "running" | "shutdown";
  comp: "HW" | "rc" | "KRS" | "GIO" | "HDM" | "ILAN" | "DLPI";
  actor: string;
  kind: "machine.powered_on" | "machine.powered_off" | "machine.boot_ended" | "machine.disk_moved" | "machine.disk_cloned" | "machine.nic_plugged_in" | "machine.nic_pulled_out" | "wire.cable_plugged" | "wire.cable_pulled" | "wire.frame_sent" | "wire.frame_received" | "krs.loaded" | "krs.store_damaged" | "krs.committed" | "krs.commit_failed" | "krs.tunable_set" | "pi.entry_saved" | "pi.entry_dropped" | "pi.equivalent_added" | "pi.configuration_saved" | "gio.ioconfig_loaded" | "gio.ioconfig_written" | "gio.ioconfig_write_failed" | "gio.instance_reserved" | "gio.entry_skipped" | "gio.record_freed" | "gio.node_found" | "gio.node_claimed" | "gio.node_not_claimed" | "gio.instance_assigned" | "gio.scan_ended" | "gio.instance_reassigned" | "gio.instance_kept" | "gio.instance_taken_back" | "gio.reservation_restored" | "gio.node_state_changed" | "hdm.driver_attached" | "hdm.init_started" | "hdm.mac_learnt" | "hdm.mac_not_learnt" | "hdm.ppa_set" | "hdm.init_ended" | "hdm.init_failed" | "ilan.reset_started" | "ilan.reassign_asked" | "ilan.ppa_set" | "ilan.reset_ended" | "dlpi.instance_created" | "dlpi.ppa_set" | "dlpi.mac_set" | "dlpi.mac_withdrawn" | "dlpi.instance_withdrawn" | "rc.script_started" | "rc.script_ended" | "rc.log_line_written" | "net.interface_configured" | "net.interface_missing" | "cmd.started" | "cmd.ended" | "cmd.cut_off" | "rc.run_level_entered" | "pi.setting_carried" | "pi.setting_ignored" | "pi.configuration_refused" | "pi.configuration_fixed" | "nettl.logged" | "net.setting_applied" | "net.cluster_interface_missing" | "krs.tunable_held" | "gio.record_removed" | "gio.instance_forced" | "gio.instance_refused" | "hdm.suspended" | "hdm.resumed";
  label: string;
  subject: string | null;
  cause: number | null;
  links?: number[];
  span?: {
    id: string;
    ph: "begin" | "end";
    name: string;
  };
  rule: "T1" | "T2" | "T3" | "T4" | "K1" | "K2" | "K3" | "K4" | "K5" | "K6" | "K7" | "K8" | "K9" | "K10" | "R1" | "R2" | "R3" | "R4" | "R5" | "S1" | "S2" | "S3" | "S4" | "S5" | "S6" | "A1" | "A2" | "A3" | "A4" | "A5" | "A6" | "A7" | "A8" | "D1" | "D2" | "D3" | "D4" | "D5" | "D6" | "F1" | "F2" | "F3" | "B1" | "B2" | "B3" | "O1" | "O2" | "O3" | "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "I11" | "I12" | "I13" | "I14" | "I15";
  msg: string;
  weight?: "plumbing" | "step" | "decision" | "trouble";
  delta: Delta[];
  decision?: {
    id: string;
    ask: string;
    considered: Candidate[];
  };
  fields: Row;
  clock: number;
};

export type Footer = {
  type: "footer";
  events: number;
  final_state_sha256: Hash;
  failures?: string[];
};

export type Line = Header | Event | Footer;
