import Dispatch
import Synchronization

/// The Parallel module does the same with many things at once, on all cores.
extension Array where Element: Sendable {
  /// What `body` makes of each element, in the order of the elements; what it throws of the first that fails.
  public func mapInParallel<Made: Sendable, Failure: Error>(
    _ body: @Sendable (Element) throws(Failure) -> Made
  ) throws(Failure) -> [Made] {
    guard count > 1 else { return try map(body) }
    let results = Mutex<[Result<Made, Failure>?]>(
      [Result<Made, Failure>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { i in
      let result = Result { () throws(Failure) in try body(self[i]) }
      results.withLock { $0[i] = result }
    }
    var made: [Made] = []
    made.reserveCapacity(count)
    for result in results.withLock({ $0 }) {
      if let result { made.append(try result.get()) }
    }
    return made
  }
}
