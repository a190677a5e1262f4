extension ModelStudioSimulator {
    /// The key of a task's result.
    public func key(of id: String, index: Int = 0) throws -> String {
        let keys = core.withState { $0.tasks[id]?.keys ?? [] }
        guard keys.indices.contains(index), let key = keys[index] else { throw SimulationError.noSuchTask(id) }
        return key
    }

    /// The URL a query of the task would hand out now.
    public func url(of id: String, index: Int = 0) throws -> String {
        let (record, now) = core.withState { ($0.tasks[id], $0.now) }
        guard let record, case let urls = core.urls(of: record, now: now), urls.indices.contains(index),
            let url = urls[index]
        else { throw SimulationError.noSuchTask(id) }
        return url
    }

    /// The CRC-64/XZ of a task's result.
    public func crc64(of id: String, index: Int = 0) throws -> UInt64 {
        guard let object = core.object(forKey: try key(of: id, index: index)) else {
            throw SimulationError.noSuchTask(id)
        }
        return try object.digests().crc64
    }

    /// Removes a result from the bucket, as it happens when its day is over.
    public func purge(_ id: String, index: Int = 0) throws {
        let key = try key(of: id, index: index)
        core.withState { $0.objects[key] = nil }
    }

    /// Reads every object once, so that the first download need not wait for its checksums.
    public func prepareChecksums() throws {
        for object in core.withState({ Array($0.objects.values) }) { _ = try object.digests() }
    }
}
