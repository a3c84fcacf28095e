using Router.Documents.Editing;
using Router.Documents.Shapes;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>The example that <c>explain</c> gives for a place is one that may stand there, and is about that place.</summary>
public class LeafExampleTests
{
    public static TheoryData<string> Leaves()
    {
        var found = new List<string>();
        Find(RouterModel.Shape, [], found);
        return [.. found.Distinct()];
    }

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Example_OfALeaf_IsAValueOfIt(string path)
    {
        var shape = ShapeAt(path);
        var scalar = shape as IScalarShape ?? Editing(shape);
        Assert.NotNull(scalar);
        if (scalar.Example is not { } example)
        {
            // What has none says all that it may be.
            Assert.True(scalar.Closed || scalar.Bounds is not null, $"{path} has no example and no list of what it may be");
            return;
        }
        var text = scalar.Names == NameKind.Secret ? example.Replace("!secret ", "", StringComparison.Ordinal) : example;
        // A whole public key would fill lines: the example is one that is cut on purpose.
        if (!text.Contains("...", StringComparison.Ordinal))
            Assert.Null(scalar.Check(text));
        // Where a word or a list may stand, the word is the example.
        if (shape is not IEitherShape)
            Assert.Contains(example, ConfigExplain.Explain(path.Split(' ')).Explanation!.Example, StringComparison.Ordinal);
    }

    [Fact]
    public void Example_OfHubs_IsAnotherRouter() =>
        Assert.Equal("[vpn.example.net]", ConfigExplain.Explain(["mesh", "x", "hubs"]).Explanation!.Example);

    private static IScalarShape? Editing(Shape shape) => ListValues.ItemOf(shape);

    private static Shape ShapeAt(string path) => Walk.Along(RouterModel.Document, null, path.Split(' '), anyName: true).Last.Shape;

    private static void Find(Shape shape, IReadOnlyList<string> path, List<string> found)
    {
        switch (shape)
        {
            case IRecordShape record:
                foreach (var field in record.Fields)
                    Find(field.Shape, [.. path, field.Name], found);
                break;
            case IMapShape map:
                Find(map.Item, [.. path, "NAME"], found);
                break;
            case IListShape { NameKey: not null } list:
                Find(list.Item, [.. path, "NAME"], found);
                break;
            default:
                found.Add(string.Join(' ', path));
                break;
        }
    }
}
