using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

internal static class InventoryShape
{
    private static readonly ScalarShape<string> Name = Scalars.Text("name", "oslo", check: text => IsName(text, "[:]")
        ? HostRange.Check(text)
        : "is not a name: letters, digits, '-', '_', '.', or a range: branch[01:20]");

    private static readonly ScalarShape<string> Word = Scalars.Text("name", "branches", check: text =>
        IsName(text, "") ? null : "is not a name: letters, digits, '-', '_', '.'");

    private static readonly ScalarShape<string> Pattern = Scalars.Text("name or pattern", "branch*");

    private static readonly ScalarShape<string> Variable = Scalars.Text("variable", "wan", check: text =>
        Template.IsName(text) ? null : "is not a variable: letters, digits, '-', '_'");

    // With variables in it, it is looked at when they are filled in.
    private static readonly ScalarShape<string> Host = Scalars.Text("host", "192.0.2.10", check: text =>
        Device.IsHost(text) || text.Contains("${", StringComparison.Ordinal) ? null : "is neither a host name nor an address");

    private static readonly ScalarShape<int> Port = Scalars.Number(1, 65535, example: "22");

    private static readonly ScalarShape<string> User = Scalars.Text("user", "admin");

    private static readonly ScalarShape<string> File = Scalars.Text("file", "branch.yaml");

    private static readonly MapShape<string, PlainValue> Variables = new(Variable, AnyShape.Instance);

    private static readonly ScalarShape<VariableType> Type = new(
        "type",
        (string text, out VariableType value) =>
        {
            value = VariableType.Parse(text, out var problem) ?? new VariableType("text", IsList: false);
            return problem;
        },
        value => value.ToString())
    {
        ExampleText = "list of address",
    };

    private static readonly RecordShape<SecretSource> Secret = new RecordShape<SecretSource>(
            "secret", "Where the value is to be had: one of age, gpg, file, environment, command.", () => new())
        .With("age", File, s => s.Age, (s, v) => s with { Age = v }, "A file that age decrypts.")
        .With("identity", File, s => s.Identity, (s, v) => s with { Identity = v }, "The key for it; otherwise AGE_IDENTITY names it.")
        .With("gpg", File, s => s.Gpg, (s, v) => s with { Gpg = v }, "A file that GnuPG decrypts.")
        .With("file", File, s => s.File, (s, v) => s with { File = v }, "A file that is not encrypted: keep it out of git.")
        .With(
            "environment", Scalars.Text("variable", "MESH_KEY"), s => s.Environment, (s, v) => s with { Environment = v },
            "A variable of the environment.")
        .With(
            "command", new ListShape<string>(Scalars.Text("word", "pass")), s => s.Command, (s, v) => s with { Command = v },
            "A program with its arguments that prints it: [pass, show, mesh].");

    private static readonly MapShape<string, SecretSource> Secrets = new(Word, Secret);

    private static readonly RecordShape<InventoryLayer> Site =
        Layer(new RecordShape<InventoryLayer>("site", "What devices at one place share.", () => new()));

    private static readonly RecordShape<InventoryGroup> Group =
        Layer(new RecordShape<InventoryGroup>("group", "What some devices share.", () => new()))
            .With(
                "devices", new ListShape<string>(Pattern), g => g.Devices, (g, v) => g with { Devices = v },
                "Names and patterns: branch*");

    private static readonly RecordShape<InventoryDevice> Entry =
        Layer(new RecordShape<InventoryDevice>("device", "A router of the fleet.", () => new())
            .With("address", Host, d => d.Address, (d, v) => d with { Address = v }, "Where it is reached.", required: true))
            .With("groups", new ListShape<string>(Word), d => d.Groups, (d, v) => d with { Groups = v }, "The groups that it is in.")
            .With("site", Word, d => d.Site, (d, v) => d with { Site = v }, "Where it stands.")
            .With("tags", new ListShape<string>(Word), d => d.Tags, (d, v) => d with { Tags = v }, "Words to select it by.");

    public static readonly RecordShape<Inventory> Shape = Layer(new RecordShape<Inventory>("inventory", "A fleet of routers.", () => new()))
        .With(
            "types", new MapShape<string, VariableType>(Variable, Type), i => i.Types, (i, v) => i with { Types = v },
            "What variables have to be.")
        .With(
            "groups", new MapShape<string, InventoryGroup>(Word, Group), i => i.Groups, (i, v) => i with { Groups = v },
            "Groups by name; of two the later one counts.")
        .With(
            "sites", new MapShape<string, InventoryLayer>(Word, Site), i => i.Sites, (i, v) => i with { Sites = v },
            "Places by name; they go over groups.")
        .With(
            "devices", new MapShape<string, InventoryDevice>(Name, Entry), i => i.Devices,
            (i, v) => i with { Devices = v }, "The routers by name; branch[01:20] are twenty.", required: true);

    /// <summary>The keys that all layers have.</summary>
    private static RecordShape<T> Layer<T>(RecordShape<T> shape)
        where T : InventoryLayer => shape
        .With("config", File, l => l.Config, (l, v) => l with { Config = v }, "The configuration, a template.")
        .With("user", User, l => l.User, (l, v) => l with { User = v }, "Who logs in; the role has to be admin.")
        .WithValue("port", Port, l => l.Port, (l, v) => l with { Port = v }, "TCP port of SSH.")
        .With(
            "board", File, l => l.Board, (l, v) => l with { Board = v },
            "Whose ports the roles of a configuration are: a name, or a path.")
        .With("variables", Variables, l => l.Variables, (l, v) => l with { Variables = v }, "Replace ${NAME} in configurations.")
        .With("secrets", Secrets, l => l.Secrets, (l, v) => l with { Secrets = v }, "Where values of secrets are to be had.");

    private static bool IsName(string text, string more) =>
        text.Length > 0 && text[0] != '-'
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' || more.Contains(c, StringComparison.Ordinal));
}
