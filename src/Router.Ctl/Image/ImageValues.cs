using Router.Image.Inspection;

namespace Router.Ctl.Image;

/// <summary>What an image has one of, each under its words for people and its key in JSON.</summary>
internal static class ImageValues
{
    private static readonly (string Words, string Key, Func<ImageDescription, string> Of)[] All =
    [
        ("board", "board", i => i.Manifest.Board),
        ("version", "version", i => i.Manifest.Version),
        ("source", "source", i => i.Manifest.Source),
        ("kernel", "kernel", i => i.Manifest.Kernel),
        ("command line", "commandLine", i => i.CommandLine),
    ];

    /// <summary>Those that changed.</summary>
    public static IEnumerable<(string Words, Change<string> Change)> Changes(ImageDescription before, ImageDescription after) =>
        from value in All
        let change = new Change<string>(value.Key, value.Of(before), value.Of(after))
        where change.Before != change.After
        select (value.Words, change);
}
