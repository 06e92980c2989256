import GRDB

/// Why a store cannot be used, with what to do about it.
public enum StoreError: Error, Sendable, CustomStringConvertible {
  case missing(String)
  case notAStore(String)
  case newer(String, version: Int, known: Int)
  case busy(String, seconds: Double)
  case cannotCreate(String, reason: String)
  case damaged(String, reason: String)
  case failed(String, reason: String)
  case noRun(String)
  case noSuchRun(String, hint: String)

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
    case .damaged(let file, let reason): "\(file): the store is damaged: \(reason)"
    case .failed(let file, let reason): "\(file): \(reason)"
    case .noRun(let text), .noSuchRun(let text, _): text
    }
  }

  public var hint: String {
    switch self {
    case .missing: "record a first run with `rolecall audit EXPORT`, or name the store with --db"
    case .notAStore: "name another file with --db; nothing was changed"
    case .newer: "use the newer rolecall that wrote it; nothing was changed"
    case .busy: "try again when it is done, or name another store with --db"
    case .cannotCreate: "name a place that you may write to with --db, or use --db :memory:"
    case .damaged: "restore it from a backup; the exports can be imported into a new store too"
    case .failed: "see whether the disk is full and the file is readable"
    case .noRun: "record one with `rolecall audit EXPORT`"
    case .noSuchRun(_, let hint): hint
    }
  }
}
