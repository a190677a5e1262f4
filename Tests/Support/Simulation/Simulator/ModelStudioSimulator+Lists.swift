extension ModelStudioSimulator {
    /// Calls a hook before each page of the list is made, so that tasks can be added, changed or removed between the
    /// pages a client reads. What it throws becomes an answer with status 500.
    ///
    /// The simulator holds the hook: capture the simulator `unowned` in it.
    public func whenListed(_ hook: @escaping @Sendable (ListRequest) throws -> Void) {
        core.withState { $0.beforeList = hook }
    }
}
