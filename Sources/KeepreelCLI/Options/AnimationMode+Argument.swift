public import ArgumentParser
public import ModelStudio

extension AnimationMode: ExpressibleByArgument {}
