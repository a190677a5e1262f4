/// The models an ``AnimationOrder`` can be given to, all of one interface.
public enum AnimationModel {
    /// Every name: the first moves a picture's character by a video, the second puts it into the video.
    public static let names = ["wan2.2-animate-move", "wan2.2-animate-mix"]
    /// The one taken where none is named.
    public static let `default` = "wan2.2-animate-move"
    /// Where they are offered.
    public static let regions: [StudioRegion] = [.beijing, .singapore]
}
