using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.Trees.Edges;

namespace Router.Ctl.Image;

/// <summary>What verbs take for an image.</summary>
internal static class ImageArgument
{
    public const string Words = "A board's name, an image's folder, its manifest or squashfs";

    /// <summary>
    /// What <paramref name="read"/> makes of the image. A bare name that is no file here is a board's, whose image is in artifacts/images.
    /// </summary>
    /// <exception cref="Failure">There is no such image, or it cannot be read.</exception>
    public static async Task<T> ReadAsync<T>(string given, Func<ImagePlace, Task<T>> read, bool orTree = false)
    {
        var isBoard = !given.Contains('/', StringComparison.Ordinal) && !Path.Exists(given);
        var path = isBoard ? Path.Combine(Repository.Find(), "artifacts", "images", given) : given;
        return await Failure.TryAsync(() => read(ImagePlace.Find(path, orTree)));
    }
}
