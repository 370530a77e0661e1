namespace TrainingCamp.Checker.Texts;

/// <summary>The compiler's commonest errors, for those who come from Go.</summary>
internal partial class Messages
{
    public virtual string Help(string sentence) => $"help: {sentence}";

    /// <summary>A sentence that explains the error; null when the compiler's own has to do.</summary>
    public virtual string? CompilerHelp(string code) => code switch
    {
        "CS0019" => "An operator has no meaning for these two types. C# converts as little as Go does: convert one side first.",
        "CS0021" => "Only arrays, spans, lists, dictionaries and types with an indexer take [ ].",
        "CS0023" => "This operator has no meaning for this type; ! wants a bool, as in Go.",
        "CS0029" or "CS0266" => "The types differ. Convert in so many words: (int)x where Go writes int(x); a number becomes text with ToString().",
        "CS0103" => "Nothing here has this name. Check its spelling and case, and where it is declared: a C# name is declared with a type or var, not with :=.",
        "CS0106" => "This modifier does not belong here; local functions and interface members take few of them.",
        "CS0116" => "Functions live in a class or struct in C#; nothing but types stands directly in a namespace.",
        "CS0117" or "CS1061" => "The type has no such member. Methods begin with a capital in C#, and extension methods need the using of their namespace.",
        "CS0118" => "A name of another kind stands here: a type where a value is meant, or the reverse.",
        "CS0120" => "This belongs to an instance: call it on an object, or make it static. Go's package functions are static methods.",
        "CS0121" => "Several overloads fit. Convert an argument to say which one you mean.",
        "CS0122" => "It is private. A capital letter exports in Go; in C# the word public does.",
        "CS0126" => "return needs a value here; C# has no named results that a bare return would use.",
        "CS0127" => "This method returns nothing (void, or Task in an async method), so return stands alone.",
        "CS0128" or "CS0136" => "The name is taken in this scope or one around it. C# does not let an inner scope shadow a local, as Go does.",
        "CS0131" => "Only a variable, property or indexer can be assigned to.",
        "CS0161" => "One way through the method ends without return. Every path has to return a value or throw.",
        "CS0165" => "The variable may have no value yet. C# has no zero value for locals: give it one where you declare it.",
        "CS0201" => "This expression does nothing by itself; assign it or call something. There is no statement x in C#.",
        "CS0234" or "CS0246" => "The type is not known here: a using is missing (Go's import), or the name is spelled otherwise.",
        "CS0305" => "A generic type needs its type arguments: List<int>, where Go would write List[int].",
        "CS0428" => "The method is named and not called: add ( ).",
        "CS0535" => "The class says that it implements an interface and lacks this member. In Go a missing method shows at the use; here it shows at the class.",
        "CS0815" => "var takes its type from the right-hand side, which has none (void, null or a lambda). Name the type.",
        "CS0818" => "var needs a value to take its type from. Without one, name the type: int x;",
        "CS1002" => "A statement ends with ; here. Go's compiler puts it in for you, C#'s does not.",
        "CS1003" or "CS1525" or "CS1026" => "The statement is not written as C# reads it. Conditions stand in parentheses, types before names: if (x) …, int x = 1;",
        "CS1501" or "CS7036" => "The number of arguments does not fit any form of the method.",
        "CS1503" => "The argument has another type than the parameter. A task is not its result: await it first.",
        "CS1513" or "CS1514" => "A brace is missing: count them from the top of the file.",
        "CS1729" => "The type has no constructor with these arguments.",
        "CS1994" => "async stands only before a method with a body.",
        "CS1996" => "No await inside lock: the code after it may run on another thread, which does not hold the lock. SemaphoreSlim.WaitAsync can be held across an await.",
        "CS4001" or "CS4008" => "await wants a task. An async void method gives none: let it return Task.",
        "CS4016" => "In an async method return gives the value itself; the compiler puts it into the Task.",
        "CS4032" or "CS4033" or "CS4034" => "await stands only in an async method: write async before the return type, and return Task or Task<T>.",
        "CS8050" => "Only a property that keeps its own value can be initialized.",
        "CS8070" => "A case has to end: add break or return. It never falls through, and unlike in Go that has to be said.",
        _ => null,
    };
}
