using Router.Image;
using Router.Image.Apk;

namespace Router.Ctl.Cli;

/// <summary>
/// Ends a verb with a message on stderr: what is wrong and where, and in <paramref name="how"/> how to mend it.
/// </summary>
internal sealed class Failure(int exitCode, string what, string? how = null, Exception? inner = null) : Exception(what, inner)
{
    public int Code { get; } = exitCode;

    public string? How { get; } = how;

    public static Failure Input(string what, string? how = null, Exception? inner = null) => new(ExitCode.Input, what, how, inner);

    /// <summary>The input's or the machine's, as whoever found it knows.</summary>
    public static Failure Of(bool isInput, string what, string? how = null, Exception? inner = null) =>
        new(isInput ? ExitCode.Input : ExitCode.Machine, what, how, inner);

    /// <summary>What <paramref name="work"/> gives; errors of images and packages as a failure.</summary>
    public static async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Of(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The same of what takes no time.</summary>
    public static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Of(e) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Null: it is of no image or package.</summary>
    private static Failure? Of(Exception exception) => exception switch
    {
        ImageException e => Of(e.IsInput, e.Message, e.How, e),
        ApkException e => Of(e.IsInput, e.Message, inner: e),
        _ => null,
    };

    public static Failure Usage(string what, string? how = null) => new(ExitCode.Usage, what, how);

    public static Failure Machine(string what, string? how = null, Exception? inner = null) => new(ExitCode.Machine, what, how, inner);
}
