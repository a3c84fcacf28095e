using System.Globalization;
using System.Text;
using Router.Api.Contract;
using Router.Core.Trust;

namespace Router.Fleet.Statements;

/// <summary>What a statement is worth. One of the two is null: <paramref name="Trouble"/> says why it is not believed.</summary>
public sealed record StatementVerdict(DeviceStatement? Statement, string? Trouble)
{
    /// <param name="known">What was known before it was asked for; null: the device is new, and its key is believed.</param>
    /// <param name="said">The answer.</param>
    /// <param name="device">Its name, for the way out.</param>
    /// <param name="takesNew">Believe whatever key and number it has now.</param>
    public static StatementVerdict Of(DeviceRecord? known, Response.Statement said, string device, bool takesNew)
    {
        if (Fingerprint(said.Key) is not { } shown)
            return No("its statement has no key");
        if (!IsSigned(said))
            return No("its statement is not signed with the key that it shows");
        if (DeviceStatement.Parse(said.Text) is not { } statement)
            return No("its statement is of a version that this program does not know");
        if (known is null || takesNew)
            return new(statement, null);
        if (Fingerprint(known.Key) is var pinned && pinned != shown)
            return No(
                $"its key is {shown}, and was {pinned} since {known.KeySince.ToLocalTime():yyyy-MM-dd}: it was reset or replaced, or is "
                + "another one",
                device);
        var last = known.Statement.Serial;
        return statement.Serial > last ? new(statement, null) : No(
            string.Create(
                CultureInfo.InvariantCulture,
                $"its statement has number {statement.Serial} after {last} was heard: an old one, or its state was put back"),
            device);
    }

    /// <summary><c>SHA256:</c> and 43 characters; null: it is no key.</summary>
    public static string? Fingerprint(string pem)
    {
        try
        {
            using var key = P256.Open(pem);
            return key.Fingerprint();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsSigned(Response.Statement said)
    {
        using var key = P256.Open(said.Key);
        return key.Made(said.Signature.Span, Encoding.UTF8.GetBytes(said.Text));
    }

    private static StatementVerdict No(string trouble, string? device = null) =>
        new(null, device is null ? trouble : $"{trouble}; if that is meant: routerctl fleet status {device} --new-key");
}
