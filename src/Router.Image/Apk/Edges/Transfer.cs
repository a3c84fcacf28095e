namespace Router.Image.Apk.Edges;

/// <summary>How files are fetched for one command.</summary>
/// <param name="Patience">So long a server may say nothing, not a byte.</param>
/// <param name="Tell">Hears of each file before it is fetched, and of what goes wrong; null: nobody does.</param>
/// <param name="Stopping">Ends whatever is waited for.</param>
public sealed record Transfer(TimeSpan Patience, Action<string>? Tell, CancellationToken Stopping)
{
    /// <summary>A mirror that is far and busy answers in a second or two.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(30);

    /// <summary>Between one try and the next, which goes on where the last one ended; with none left it has failed.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];
}
