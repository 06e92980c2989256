import Foundation

/// Runs libFuzzer with this process's arguments on a test that fails by crashing, and ends as it does.
///
/// A product of the package manager has a `main` of its own, so libFuzzer's is not used.
/// See https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
public func fuzz(_ test: @escaping ([UInt8]) -> Void) -> Never {
  input = test
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  exit(
    runDriver(&count, &arguments) { start, count in
      input(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    })
}

/// Ends the program, and so names the input, unless something holds that must.
public func require(_ holds: Bool, _ fault: @autoclosure () -> String) {
  if !holds { fatalError(fault()) }
}

/// What is run; libFuzzer takes no closure that captures anything.
nonisolated(unsafe) private var input: ([UInt8]) -> Void = { _ in }

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
