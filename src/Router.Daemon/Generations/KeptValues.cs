using Router.Documents;

namespace Router.Daemon.Generations;

/// <summary>
/// What a configuration names and does not hold, as it was when it was committed: secrets and set files by name, each with the address of
/// its content in <see cref="IValueStore"/>. A name that is missing here has the value that is stored under it now.
/// </summary>
internal sealed record KeptValues(ValueMap<string, string> Secrets, ValueMap<string, string> SetFiles)
{
    public static readonly KeptValues None = new(ValueMap<string, string>.Empty, ValueMap<string, string>.Empty);

    public IEnumerable<string> Addresses => Secrets.Values.Concat(SetFiles.Values);

    /// <summary>Those of <paramref name="secrets"/> and <paramref name="setFiles"/> alone.</summary>
    public KeptValues Only(IReadOnlyCollection<string> secrets, IReadOnlyCollection<string> setFiles) =>
        new(Secrets.Where(s => secrets.Contains(s.Key)).ToValueMap(), SetFiles.Where(s => setFiles.Contains(s.Key)).ToValueMap());

    /// <summary>Without what is stored under these names: the value of now counts.</summary>
    public KeptValues WithoutSecret(string name) => this with { Secrets = Secrets.Where(s => s.Key != name).ToValueMap() };

    public KeptValues WithoutSetFile(string name) => this with { SetFiles = SetFiles.Where(s => s.Key != name).ToValueMap() };
}
