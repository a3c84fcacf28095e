using Router.Ctl.Cli;
using Router.Ctl.Run.Edges;
using Router.Image;
using Router.Image.Trees.Edges;

namespace Router.Ctl.Image;

/// <summary>What verbs take for an image.</summary>
internal static class ImageArgument
{
    public const string Words = "A board's name, an image's folder, its manifest or squashfs";

    /// <summary>A bare name that is no file here is a board's, whose image is in artifacts/images.</summary>
    /// <exception cref="Failure">There is no such image.</exception>
    public static ImagePlace Find(string given, bool orTree = false)
    {
        var isBoard = !given.Contains('/', StringComparison.Ordinal) && !Path.Exists(given);
        var path = isBoard ? Path.Combine(Repository.Find(), "artifacts", "images", given) : given;
        return Try(() => ImagePlace.Find(path, orTree));
    }

    /// <summary>What goes wrong with the image ends the verb with its message.</summary>
    public static async Task<T> TryAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (ImageException e)
        {
            throw new Failure(e.IsInput ? ExitCode.Input : ExitCode.Machine, e.Message, e.How, e);
        }
    }

    private static T Try<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (ImageException e)
        {
            throw new Failure(e.IsInput ? ExitCode.Input : ExitCode.Machine, e.Message, e.How, e);
        }
    }
}
