using System.Text;
using Router.Api.Controllers;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Daemon.Controllers;

/// <summary>A document from a controller, with what it names of secrets and set files.</summary>
/// <param name="Reading">The document, read.</param>
/// <param name="Values">What it names and was given, by its address.</param>
/// <param name="Contents">What is behind these addresses.</param>
internal sealed record GivenDocument(ConfigReading Reading, KeptValues Values, IReadOnlyList<byte[]> Contents)
{
    /// <summary>What it does not name is left out.</summary>
    /// <param name="given">As it came.</param>
    /// <param name="addressOf">As <see cref="IValueStore.AddressOf"/>.</param>
    public static GivenDocument Of(AssignedDocument given, Func<byte[], string> addressOf)
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(given.Document));
        var secrets = reading.Document is { } document ? SecretNames.In(document).ToHashSet() : [];
        var setFiles = reading.Config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().ToHashSet();
        var contents = new List<byte[]>();
        return new GivenDocument(reading, new KeptValues(Take(given.Secrets, secrets), Take(given.SetFiles, setFiles)), contents);

        ValueMap<string, string> Take(IReadOnlyDictionary<string, string> all, HashSet<string> named)
        {
            var addresses = new List<KeyValuePair<string, string>>();
            foreach (var (name, value) in all.Where(entry => named.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                var content = Encoding.UTF8.GetBytes(value);
                contents.Add(content);
                addresses.Add(new(name, addressOf(content)));
            }
            return addresses.ToValueMap();
        }
    }

    /// <summary>Why a router does not take it, whatever it says besides; null: it does.</summary>
    public string? Trouble => Reading.Problems.Count > 0
        ? $"it is wrong: {Reading.Problems[0].ToString("document")}"
        : Reading.Config.System.Controller is null
            ? "the document names no controller: the router would leave this one for good (system controller)"
            : null;
}
