using System.Text;

namespace Router.Wire.Upnp;

/// <summary>
/// A call of an action (UPnP Device Architecture 1.1, 3.1.1): an envelope, a body, one element named as the action, and in it an element an
/// argument. Nothing else of XML is taken: no document type, no entities but the five of XML and numbers, no elements in arguments.
/// </summary>
/// <param name="Action">Its local name.</param>
/// <param name="Arguments">By their names.</param>
public sealed record SoapCall(string Action, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>A longer body is refused.</summary>
    public const int Longest = 8192;

    private const int MostArguments = 20;

    /// <summary>Null: it is none.</summary>
    public static SoapCall? Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > Longest)
            return null;
        try
        {
            return Parse(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(body));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static SoapCall? Parse(string text)
    {
        var tags = new XmlTags(text.TrimStart('\uFEFF'));
        if (!tags.TryOpen("Envelope") || !tags.TryOpen("Body") || !tags.TryOpen(name: null))
            return null;
        var action = tags.Name;
        Dictionary<string, string> arguments = [];
        while (!tags.IsEmpty && !tags.TryClose(action))
        {
            if (arguments.Count == MostArguments || !tags.TryOpen(name: null))
                return null;
            var name = tags.Name;
            var value = "";
            if (!tags.IsEmpty && (!tags.TryText(out value) || !tags.TryClose(name)))
                return null;
            tags.Leave();
            if (!arguments.TryAdd(name, value))
                return null;
        }
        tags.Leave();
        return tags.TryClose("Body") && tags.TryClose("Envelope") ? new SoapCall(action, arguments) : null;
    }
}
