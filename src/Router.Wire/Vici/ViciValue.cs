namespace Router.Wire.Vici;

/// <summary>What stands behind a name in a message of strongSwan's VICI protocol.</summary>
public abstract record ViciValue
{
    private ViciValue()
    {
    }

    public sealed record Text(string Value) : ViciValue;

    public sealed record List(IReadOnlyList<string> Items) : ViciValue;

    public sealed record Section(ViciSection Content) : ViciValue;
}

/// <summary>Names with values, in order. Text is UTF-8, names are 255 bytes at most, values 65,535.</summary>
public sealed class ViciSection
{
    private readonly List<(string Name, ViciValue Value)> entries = [];

    public IReadOnlyList<(string Name, ViciValue Value)> Entries => entries;

    /// <summary>The sections in it.</summary>
    public IEnumerable<(string Name, ViciSection Content)> Sections =>
        entries.Where(e => e.Value is ViciValue.Section).Select(e => (e.Name, ((ViciValue.Section)e.Value).Content));

    public string? Text(string name) => Find(name) is ViciValue.Text text ? text.Value : null;

    public IReadOnlyList<string> List(string name) => Find(name) is ViciValue.List list ? list.Items : [];

    public ViciSection? Section(string name) => Find(name) is ViciValue.Section section ? section.Content : null;

    public ViciSection Add(string name, string value) => Add(name, new ViciValue.Text(value));

    public ViciSection Add(string name, params IReadOnlyList<string> items) => Add(name, new ViciValue.List(items));

    public ViciSection Add(string name, ViciSection section) => Add(name, new ViciValue.Section(section));

    private ViciValue? Find(string name) => entries.Find(e => e.Name == name).Value;

    private ViciSection Add(string name, ViciValue value)
    {
        entries.Add((name, value));
        return this;
    }
}
