import Archiving
import ArgumentParser
import Diagnosis
import Failures
import ObjectStorage
import Settings

/// `keepreel doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks key, region, clock, bucket, links and lifecycle rules; says what to change.",
        usage: "keepreel doctor [options]",
        discussion: """
            It stores one small object under the prefix, looks at it from all sides and deletes it again.
            Exit codes: 0 keepreel can work (warnings included), 77 credentials refused, 78 configuration wrong, \
            69 something cannot be reached.
            """)

    @OptionGroup var report: FormatOption

    @Flag(help: "Only print the least the storage key must be allowed, as policies to paste.")
    var policy = false

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let context = try CommandContext(options, tellsWarnings: false)
        let place = try context.settings.requireStorage()
        let location = try context.bucketLocation(place)
        let policies = AccessPolicy(
            location: location, prefix: place.prefix, needs: PolicyNeeds(context.settings.storage)
        ).parts
        let output = DoctorOutput(format: report.format, isQuiet: options.quiet)
        if policy { return try output.write(policies) }
        let doctor = Doctor(try context.doctorSubject(place, location))
        let status = try await Interruption.ending(console: context.console) { _ in
            let report = await doctor.examine()
            try output.write(report, policies: report.needsPolicy ? policies : [])
            return report.status
        }
        if status != .done { throw status }
    }
}
