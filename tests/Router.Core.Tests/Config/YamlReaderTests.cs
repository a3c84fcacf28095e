using System.Text;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: &x 1\nb: *x\n", "t:1:4: a: anchors (&name) are not taken (write the value out where it is needed)")]
    [InlineData("a: *x\n", "t:1:4: a: aliases (*name) are not taken (write the value out)")]
    [InlineData(
        "version: !!int 1\n",
        "t:1:10: version: the tag !!int is not taken (the tags are !secret NAME, and !inactive in front of what is to have no effect)")]
    [InlineData(
        "version: 1\nsystem: !secret {}\n",
        "t:2:9: system: the tag !secret is not taken (the tags are !secret NAME, and !inactive in front of what is to have no effect)")]
    [InlineData(
        "version: 1\n---\nversion: 1\n",
        "t:2:1: document: a second document starts here (a file holds one document; remove everything from this '---' on)")]
    [InlineData("version: 1\n? [a]\n: b\n", "t:2:1: document: keys behind '?' are not taken (write key: value)")]
    [InlineData("version: 1\nsystem: {}\nsystem: {}\n", "t:3:1: system: given twice, first in line 2 (keep one of the two)")]
    [InlineData("version: 1\nsystem:\n\thostname: x\n", "t:3:2: system: not YAML: a tab indents this line (indent with blanks)")]
    [InlineData("version: [1\n", "t:1:10: version: not YAML: this '[' is not closed (write ']' behind the last entry)")]
    [InlineData(
        "a: b\n  c: d\n",
        "t:1:4: a: not YAML: text that goes on over lines 1 to 2 cannot be a key (check the indentation, or quote the text)")]
    [InlineData(
        "a: b: c\n",
        "t:1:5: a: not YAML: a second ':' in one entry (put the inner entry in a line of its own, indented deeper, or quote the text)")]
    [InlineData(
        "a:\n    b: c\n  d: e\n", "t:3:3: document: not YAML: this line stands deeper than the entries above it (indent it as they are)")]
    [InlineData("a: - b\n", "t:1:4: a: not YAML: a list with dashes starts in a line of its own (put it below, or write [a, b])")]
    [InlineData("a:\n- b\nc\n", "t:3:1: document: not YAML: this is no 'key: value' (write a ':' and a blank behind the key)")]
    [InlineData(
        "a:\n  - b\n  c: d\n",
        "t:3:3: a: not YAML: an entry of the list starts with '- ' (write '- ', or indent the line as what it belongs to)")]
    [InlineData("a: 'b' c\n", "t:1:8: a: not YAML: more text behind the end of the value (quote the whole value)")]
    [InlineData("a: \"b\nc: d\n", "t:1:4: a: not YAML: this quote is not closed (close it, or leave both quotes out)")]
    [InlineData("a: {b: c\nd: e\n", "t:2:2: a: not YAML: ',' or '}' belongs here (the '{' is in line 1)")]
    [InlineData("a: {\"b\":c, d:{}}\n", "t:1:14: a: not YAML: ',' or '}' belongs here (the '{' is in line 1)")]
    [InlineData("a: @b\n", "t:1:4: a: not YAML: text cannot start with '@' (put it in quotes)")]
    [InlineData(
        "a: \"\\q\"\n", "t:1:5: a: not YAML: \\q means nothing in double quotes (write \\\\ for a backslash, or use single quotes)")]
    [InlineData("%YAML 1.1\n---\na: b\n", "t:1:1: document: directives (%) are not taken (remove the line)")]
    [InlineData(
        "- a\n",
        "t:1:1: document: keys of a document belong here, not a list (keys are version, system, interfaces, routes, routing, firewall, services, mesh)")]
    [InlineData("", "t:1:1: document: version is missing (version: The version of the schema.)")]
    public void Read_WhatIsNotTaken_IsNamedWithItsPlace(string yaml, string expected) =>
        Assert.Equal(expected, ConfigReader.Read(Encoding.UTF8.GetBytes(yaml)).Problems[0].ToString("t"));

    [Fact]
    public void Read_Binary_IsNoTextFile()
    {
        var problem = Assert.Single(ConfigReader.Read(new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0 }).Problems);

        Assert.Equal("this is not a text file (byte 02 at offset 4)", problem.Message);
    }

    [Fact]
    public void Read_Latin1_IsNotUtf8()
    {
        var problem = Assert.Single(ConfigReader.Read(Encoding.Latin1.GetBytes("version: 1\nsystem: { hostname: zürich }\n")).Problems);

        Assert.Equal("t:2:22: document: not UTF-8 at offset 32 (save the file as UTF-8)", problem.ToString("t"));
    }

    [Fact]
    public void Read_TooLarge_IsRefusedAtOnce()
    {
        var problem = Assert.Single(ConfigReader.Read(new byte[100 * 1024 * 1024]).Problems);

        Assert.Equal("the document has more than 16,777,216 bytes", problem.Message);
    }

    [Fact]
    public void Read_DeepNesting_StopsInTime()
    {
        var problems = ConfigReader.Read(Encoding.UTF8.GetBytes(new string('[', 1_000_000))).Problems;

        Assert.Contains("deep", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AliasBomb_StopsAtTheFirstAnchor()
    {
        var bomb = "a: &a [x]\n" + string.Concat(
            Enumerable.Range(0, 25).Select(
                i => $"{(char)('b' + i)}: &{(char)('b' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i)}", 9))}]\n"));

        Assert.Contains(
            "anchors", Assert.Single(ConfigReader.Read(Encoding.UTF8.GetBytes(bomb)).Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public void Read_MutatedBytes_NeverThrows(string name)
    {
        var original = Examples.Bytes(name);
        var random = new Random(20240611);
        var odd = Encoding.UTF8.GetBytes("{}[]:,-?&*!|>'\"%@`#\n\r\t \0\u00ff~<=/");
        for (var round = 0; round < 1500; round++)
        {
            var bytes = (byte[])original.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : odd[random.Next(odd.Length)];
            var cut = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;

            var reading = ConfigValidator.Check(bytes.AsMemory(0, cut), Surroundings.None);

            Assert.True(reading.Document is not null || reading.Problems.Count > 0);
        }
    }

    [Fact]
    public void Read_EveryProblem_HasAPosition()
    {
        var original = Examples.Bytes("office.yaml");
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = (byte[])original.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);

            Assert.All(
                ConfigValidator.Check(bytes, Surroundings.None).Problems, p => Assert.True(p is { Line: > 0, Column: > 0 }, p.ToString()));
        }
    }
}
