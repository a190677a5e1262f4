/// Holds what can be seen after a chaos run against what has to be.
public struct ChaosVerdict: Sendable {
    let plan: ChaosPlan
    let observation: ChaosObservation

    /// Judges an observation.
    public init(_ plan: ChaosPlan, _ observation: ChaosObservation) {
        self.plan = plan
        self.observation = observation
    }

    /// All that is not as it has to be, a line each.
    public var complaints: [String] {
        bucket + manifest + uploads + runs
    }

    /// What can be saved is there, byte by byte, and nothing else is.
    private var bucket: [String] {
        var complaints: [String] = []
        for video in plan.videos where video.fate == .savable {
            let objects = observation.objects.filter { $0.key.contains(video.id) }
            if objects.count != 1 { complaints.append("\(video.id) has \(objects.count) objects instead of one") }
        }
        let savable = Dictionary(plan.videos.map { ($0.id, $0.fate == .savable) }) { $1 }
        for object in observation.objects {
            let owner = savable.first { object.key.contains($0.key) }
            if owner?.value != true {
                complaints.append(
                    "\(object.key) is an object that may not be: \(object.size) bytes, CRC-64 \(object.crc64), "
                        + "\(object.isIdentical ? "those" : "not those") of the undamaged video, \(object.metadata)")
            } else if !object.isIdentical {
                complaints.append("\(object.key) has other bytes than its source")
            }
        }
        return complaints + observation.openUploads.map { "\($0) has an upload that nobody ended" }
    }

    /// The manifest says what is so.
    private var manifest: [String] {
        var complaints: [String] = []
        let entries = Dictionary(grouping: observation.entries, by: \.taskId)
        let objects = Dictionary(observation.objects.map { ($0.key, $0) }) { $1 }
        for video in plan.videos {
            guard let entry = entries[video.id]?.first, entries[video.id]?.count == 1 else {
                complaints.append("\(video.id) has \(entries[video.id]?.count ?? 0) lines in the manifest")
                continue
            }
            let due = video.fate == .savable ? "archived" : "lost"
            if entry.state != due || observation.states[video.id] != due {
                complaints.append(
                    "\(video.id) (\(video.fate)) is \(due) but export says \(entry.state) and status "
                        + "\(observation.states[video.id] ?? "nothing"): \(entry.error ?? "no error")")
            } else if due == "lost" {
                if entry.error == nil { complaints.append("\(video.id) is lost without a reason") }
            } else if let object = objects[entry.key ?? ""] {
                if entry.size != object.size || entry.crc64 != object.crc64 || entry.url == nil {
                    complaints.append("\(video.id) is another object than the manifest says: \(entry), \(object)")
                }
            } else {
                complaints.append("\(video.id) is not where the manifest says: \(entry.key ?? "nowhere")")
            }
        }
        let strangers = Set(entries.keys).subtracting(plan.videos.map(\.id))
        return complaints + strangers.map { "\($0) is in the manifest and nobody told of it" }
    }

    /// No video was sent in full more than twice, or three times where source or storage spoiled it once; nor were its
    /// parts, but for one, whose answer can get lost by chance. A video that is damaged is not counted: every run tries it
    /// again until its deadline.
    private var uploads: [String] {
        plan.videos.filter { $0.fate == .savable }.compactMap { video in
            let sent = observation.sent(video)
            let most = 2 + video.spoilings
            guard sent.inFull > most || sent.bytes > Int64(most) * video.size + sent.part else { return nil }
            return
                "\(video.id) of \(video.size) bytes was sent \(sent.inFull) times in full, \(sent.bytes) bytes in all"
        }
    }

    /// Every run ended as one may.
    private var runs: [String] {
        var complaints = observation.notes.filter { !Self.isRight($0) }.map {
            "\($0.label) ended with \($0.status): \($0.output)"
        }
        if observation.kills < plan.kills {
            complaints.append("there were \(observation.kills) kills instead of \(plan.kills)")
        }
        if let last = observation.notes.last, last.status != 0 {
            complaints.append("\(last.label) ended with \(last.status) instead of 0: \(last.output)")
        }
        return complaints
    }

    /// Done, lost, out of reach, or not finished; and the disk that is full may be told of as what it is.
    private static func isRight(_ note: RunNote) -> Bool {
        note.isKilled || [0, 65, 69, 75].contains(note.status) || note.isDiskFull && note.status == 78
    }
}
