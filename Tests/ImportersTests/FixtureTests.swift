import Foundation
import Importers
import Testing

/// The exports in the folder beside the checkout, where they are present.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/fixtures").standardizedFileURL.path()

  static let arePresent: Bool = {
    let present = FileManager.default.fileExists(atPath: folder + "/account-a")
    if !present { print("skipped: there are no fixtures at \(folder)") }
    return present
  }()
}

@Suite("The exported account", .enabled(if: Fixtures.arePresent))
struct FixtureTests {
  private func read(_ name: String) throws -> Reading {
    try Reading(ExportReader([.path("\(Fixtures.folder)/\(name)")]))
  }

  @Test("is read without an error, and all of it is covered")
  func accountA() throws {
    let reading = try read("account-a")
    #expect(reading.summary.notes == [])
    #expect(reading.summary.coverage.filter { !$0.complete } == [])
    #expect(reading.summary.coverage.count == 13)
    #expect(reading.summary.accounts == ["123456789012"])
    #expect(reading.coverage(.role)?.count == 304)
    #expect(reading.coverage(.stateMachine)?.count == 116)
  }

  @Test("gives the same whether version 1 or 2 of the CLI printed it")
  func version1() throws {
    let all = try read("account-a")
    let sample = try read("account-a-cliv1-sample")
    #expect(sample.errors.isEmpty)
    for reading in sample.readings where reading.kind != .service {
      for aspect in reading.aspects {
        // Only get-role says that there is no boundary; where the policies are printed, one that is there is printed too.
        let isNoBoundary = aspect.name == "boundary" && aspect.body == "null"
        #expect(
          all.body(reading.arn, aspect.name) == (isNoBoundary ? nil : aspect.body),
          "\(reading.arn) \(aspect.name)")
      }
    }
    #expect(Set(sample.readings.map(\.kind)) == [.role, .service, .stateMachine, .schedule])
  }

  @Test("is the same when it is read again")
  func again() throws {
    let first = try read("account-a")
    let second = try read("account-a")
    #expect(first.readings == second.readings)
    #expect(first.summary.coverage == second.summary.coverage)
  }
}
