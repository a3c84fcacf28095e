using System.Text;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Fleet.Inventories;
using Router.Fleet.Templates;

namespace Router.Fleet.Tests.Templates;

public class TemplateRendererTests
{
    private readonly Dictionary<string, string> files = [];

    [Fact]
    public void Render_Variables_StandForTheirValues() => Assert.Equal(
        "name: oslo ${name} cost: 5$\nkey: one\nall: [a, \"b, c\", 1]\n",
        Render("name: ${name} $${name} cost: 5$\nkey: ${map.first}\nall: ${list}\n").Text);

    [Fact]
    public void Render_Loops_AreLinesForEachEntry()
    {
        files["a.yaml"] = "  # ${for x in nets}\n  ${x.name}:\n    # ${for y in x.ids}\n    - ${y} of ${name}\n    # ${end}\n  # ${end}\n"
            + "${for x in none}\nnever: ${x}\n${end}\nend";
        var rendered = Render(null);
        Assert.Empty(rendered.Problems);
        Assert.Equal("  lan:\n    - 1 of oslo\n    - 2 of oslo\n  dmz:\nend\n", rendered.Text);
        Assert.Equal([2, 4, 4, 2, 10], rendered.Origins.Select(origin => origin.Line));
    }

    [Fact]
    public void Render_Includes_StandAsDeepAsTheirWord()
    {
        files["a.yaml"] = "system:\n  # ${include more/b.yaml}\nend: 1\n";
        files["more/b.yaml"] = "# of b\n\n${include ${name}.yaml}\n";
        files["more/oslo.yaml"] = "host: ${name}\n  wrong: ${missing}\n";
        var rendered = Render(null);
        Assert.Equal("system:\n  # of b\n\n  host: oslo\n    wrong: \nend: 1\n", rendered.Text);
        Assert.Equal("more/oslo.yaml:2:10: document: there is no variable missing", rendered.Problems.Single().ToString("a.yaml"));
        // A problem of the document is told where its line was written.
        Assert.Equal(
            "more/oslo.yaml:1:1: system host: is wrong",
            rendered.At(new Problem("system host", "is wrong", null, 4, 3)).ToString("a.yaml"));
    }

    [Theory]
    [InlineData(
        "a: ${name}\nb: x${wan}\nc: ${",
        "a.yaml:2:5: document: there is no variable wan", "a.yaml:3:4: document: ${ is not followed")]
    [InlineData("${include a.yaml}", "a.yaml:1:1: document: files include each other in a circle: a.yaml > a.yaml")]
    [InlineData("x: 1\n  ${include b.yaml}", "b.yaml:1:1: document: files include each other in a circle: a.yaml > b.yaml > a.yaml")]
    [InlineData("${include none.yaml}", "a.yaml:1:1: document: include none.yaml: there is no such file")]
    [InlineData("${for x in name}\n${end}", "a.yaml:1:1: document: name is no list")]
    [InlineData("${for x in wan}\n${end}", "a.yaml:1:1: document: there is no variable wan")]
    [InlineData("x: 1\n${for x in list}\ny: ${x}", "a.yaml:2:1: document: for x in list has no end")]
    [InlineData("x: 1\n  ${end}", "a.yaml:2:3: document: ${end} ends nothing")]
    [InlineData("a: ${map.second}", "a.yaml:1:4: document: there is no variable map.second")]
    [InlineData("a: ${x}\n${for x in list}\n${end}", "a.yaml:1:4: document: there is no variable x")]
    public void Render_Mistakes_AreAllToldWithTheirPlace(string text, params string[] expected)
    {
        files["b.yaml"] = "# ${include a.yaml}\n";
        var problems = Render(text).Problems;
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected.Zip(problems), pair => Assert.StartsWith(pair.First, pair.Second.ToString("a.yaml")));
    }

    /// <summary>Loops in loops in loops.</summary>
    [Fact]
    public void Render_WhatGrowsWithoutEnd_IsStopped()
    {
        var (begin, end) = (Enumerable.Repeat("${for x in many}\n", 4), Enumerable.Repeat("${end}\n", 4));
        files["a.yaml"] = string.Concat([.. begin, "- ${x}\n", .. end]);
        Assert.Contains("it becomes longer than", Render(null).Problems.Single().Message);
    }

    private RenderedDocument Render(string? text)
    {
        if (text is not null)
            files["a.yaml"] = text;
        return new TemplateRenderer(Read).Render("a.yaml", Variables);
    }

    private string? Read(string path, out Problem problem)
    {
        problem = new("", "there is no such file");
        return files.GetValueOrDefault(path);
    }

    private static ValueMap<string, PlainValue> Variables => InventoryDevices.Read(Encoding.UTF8.GetBytes($$"""
        variables:
          list: [a, "b, c", 1]
          none: []
          map: { first: one }
          nets: [{ name: lan, ids: [1, 2] }, { name: dmz, ids: [] }]
          many: [{{string.Join(", ", Enumerable.Range(0, 60))}}]
        devices: { oslo: { address: 10.0.0.1 } }
        """)).Devices[0].Variables;
}
