import GRDB

/// Why a store cannot be used, with what to do about it.
public enum StoreError: Error, Sendable, CustomStringConvertible {
  case missing(String)
  case notAStore(String)
  case newer(String, version: Int, known: Int)
  case busy(String, seconds: Double)
  case cannotCreate(String, reason: String)
  /// Of the copy, not of the store.
  case cannotCopy(String, reason: String)
  case forbidden(String, reason: String)
  /// A run that was killed is to be undone, by somebody who may write.
  case unfinished(String)
  case damaged(String, reason: String)
  case failed(String, reason: String)
  case noRun(String)
  case noSuchRun(String, hint: String)
  /// A run that was there; the oldest one that still is whole.
  case pruned(run: Int64, oldest: Int64)
  /// All was done, and the file is as large as before; how many bytes it takes to make it smaller.
  case notShrunk(String, reason: String, bytes: Int)

  init(_ error: DatabaseError, _ location: Store.Location) {
    let file = location.name
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notAStore(file)
    case .SQLITE_CORRUPT: self = .damaged(file, reason: error.message ?? "corrupt")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self = .cannotCreate(file, reason: error.message ?? "not writable")
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(file, seconds: 0)
    default: self = .failed(file, reason: error.message ?? error.description)
    }
  }

  /// What an error of the database tells of the store's file; nil where it tells of the program.
  init?(ofFile error: DatabaseError, _ location: Store.Location) {
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM,
      .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR:
      self.init(error, location)
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .missing(let file): "\(file): there is no store"
    case .notAStore(let file): "\(file): this is not a rolecall store"
    case .newer(let file, let version, let known):
      "\(file): the store has schema \(version), this rolecall knows schemas up to \(known)"
    case .busy(let file, let seconds):
      "\(file): another rolecall is writing to the store"
        + (seconds > 0 ? " (waited \(Int(seconds)) s)" : "")
    case .cannotCreate(let file, let reason): "\(file): the store cannot be written: \(reason)"
    case .cannotCopy(let file, let reason): "\(file): the copy cannot be written: \(reason)"
    case .forbidden(let file, let reason): "\(file): the store cannot be read: \(reason)"
    case .unfinished(let file):
      "\(file): another run was ended in the middle, and what it began has to be undone first"
    case .damaged(let file, let reason): "\(file): the store is damaged: \(reason)"
    case .failed(let file, let reason): "\(file): \(reason)"
    case .noRun(let text), .noSuchRun(let text, _): text
    case .pruned(let run, _): "run \(run) was pruned: its report cannot be made any more"
    case .notShrunk(let file, let reason, _):
      "\(file): what is old was forgotten, but its space was not given back: \(reason)"
    }
  }

  public var hint: String {
    switch self {
    case .missing: "record a first run with `rolecall audit EXPORT`, or name the store with --db"
    case .notAStore:
      "name another file with --db, or restore it from a backup if it was one; nothing was changed"
    case .newer: "use the newer rolecall that wrote it; nothing was changed"
    case .busy: "try again when it is done, or name another store with --db"
    case .cannotCreate: "name a place that you may write to with --db, or use --db :memory:"
    case .cannotCopy: "name a new file where you may write and there is room for a copy"
    case .forbidden: "ask its owner for the right to read it, or name another store with --db"
    case .unfinished: "run any command as somebody who may write to the store and its folder"
    case .damaged: "restore it from a backup; the exports can be imported into a new store too"
    case .failed: "see whether the disk is full and the file is readable"
    case .noRun: "record one with `rolecall audit EXPORT`"
    case .noSuchRun(_, let hint): hint
    case .pruned(_, let oldest):
      "the oldest run that was kept is \(oldest): `rolecall report --run \(oldest)`"
    case .notShrunk(_, _, let bytes):
      "see that nobody reads the store and that \(bytes >> 20 + 1) MiB are free beside it and for temporary files, then prune again"
    }
  }
}
