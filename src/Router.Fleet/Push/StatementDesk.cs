using Router.Api.Contract;
using Router.Fleet.Statements;

namespace Router.Fleet.Push;

/// <summary>A statement that was asked for.</summary>
/// <param name="Statement">What is believed; null: <paramref name="Trouble"/> says why nothing is.</param>
/// <param name="Trouble">Why not.</param>
/// <param name="IsUnsaid">The device's release knows no statements.</param>
public sealed record HeardStatement(DeviceStatement? Statement, string? Trouble, bool IsUnsaid = false)
{
    /// <summary>It runs this document, and keeps it under this number.</summary>
    public bool Proves(string document, int generation) =>
        Statement is { Confirmed: true } said && said.Generation == generation && said.Document == DeviceStatement.DigestOf(document);
}

/// <summary>Asks devices what they run, verifies what they say, and remembers it. May be called from many threads.</summary>
/// <param name="records">What is remembered.</param>
/// <param name="clock">The desk's.</param>
public sealed class StatementDesk(IDeviceRecords records, IClock clock)
{
    private const string ShowStatement = "show statement --json";

    /// <summary>Believe whatever key and number a device has now, and remember these.</summary>
    public bool TakesNewKeys { get; init; }

    /// <summary>A device whose release knows no statements is taken at its word.</summary>
    public bool AllowsUnsigned { get; init; }

    /// <exception cref="IOException">The connection broke, or the records cannot be read or kept.</exception>
    public async Task<HeardStatement> AskAsync(IDeviceSession session, string device, CancellationToken stopping)
    {
        // Whoever asks at the same time gets another number: what counts is what was known before this question.
        var known = records.Read(device);
        var answer = await session.RunAsync(ShowStatement, default, stopping);
        if (ApiAnswer.Read<Response.Statement>(answer.Out) is not { } said)
            return ApiAnswer.Read<Response.Failed>(answer.Out) is { } failed
                ? new(null, $"show statement: {failed.Message}")
                : new(null, "its release signs no statements", IsUnsaid: true);
        var verdict = StatementVerdict.Of(known, said, device, TakesNewKeys);
        if (verdict.Statement is { } statement)
            records.Change(device, now => Later(now, known, said, statement));
        return new(verdict.Statement, verdict.Trouble);
    }

    /// <summary>Remembers what a device was brought to.</summary>
    /// <param name="device">One whose statement was heard.</param>
    /// <param name="sent">The document.</param>
    /// <param name="runs">What the device made of it.</param>
    /// <param name="comment">Of the push.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Pushed(string device, string sent, string runs, string? comment) => records.Change(device, now =>
        (now ?? throw new IOException($"{device}: its record is gone")) with
        {
            Pushed = new PushedDocument(DeviceStatement.DigestOf(sent), runs, clock.Now, comment),
        });

    private DeviceRecord Later(DeviceRecord? now, DeviceRecord? known, Response.Statement said, DeviceStatement statement)
    {
        var isSameKey = now is not null && StatementVerdict.Fingerprint(now.Key) == StatementVerdict.Fingerprint(said.Key);
        // Somebody else has heard a later one meanwhile.
        if (isSameKey && now!.Statement.Serial > statement.Serial && now.Text != known?.Text)
            return now;
        return new DeviceRecord
        {
            Version = DeviceRecord.Newest,
            Key = said.Key,
            KeySince = isSameKey ? now!.KeySince : clock.Now,
            Heard = clock.Now,
            Text = said.Text,
            Signature = said.Signature.ToArray(),
            Pushed = now?.Pushed,
        };
    }
}
